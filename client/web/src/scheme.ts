// What everybody may know of the scheme, fetched and checked once when the page loads, by every visitor.

import { useLayoutEffect, useState } from 'preact/hooks';
import { core } from './core/core.ts';
import type { Everybody, Stopped } from './core/messages.ts';

export type Scheme = { everybody: Everybody } | { stopped: Stopped } | 'waiting';

let scheme: Scheme = 'waiting';
const listeners = new Set<() => void>();

export async function loadScheme(): Promise<void> {
  scheme = 'waiting';
  tell();
  const answer = await core.ask('everybody', {});
  scheme = 'failure' in answer ? { stopped: answer } : { everybody: answer };
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

// There are pages and no scheme yet.
export const isUnfounded = (now: Scheme): boolean =>
  typeof now === 'object' && 'stopped' in now && now.stopped.failure === 'not_founded';

export function useScheme(): Scheme {
  const [now, setNow] = useState<Scheme>(scheme);
  useLayoutEffect(() => {
    const listener = (): void => setNow(scheme);
    listener();
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return now;
}
