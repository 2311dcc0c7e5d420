import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

// Where the button that was pressed goes away with what it did: puts the focus on what changed. For an
// element with tabIndex -1; state: what is another than before once it was done.
export function useFocusOn<T extends HTMLElement>(state: string): RefObject<T | null> {
  const place = useRef<T>(null);
  const before = useRef(state);
  useLayoutEffect(() => {
    if (before.current === state) return;
    before.current = state;
    place.current?.focus();
  });
  return place;
}
