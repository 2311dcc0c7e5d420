// What a person has typed and not yet given, so that going back a screen or reading another page does
// not lose it. In memory only, never words, and gone when a visit begins or stops.

import { useState } from 'preact/hooks';

const drafts = new Map<string, unknown>();

export function useDraft<T>(key: string, initial: T): [value: T, set: (value: T) => void] {
  const [value, setValue] = useState<T>(() => (drafts.has(key) ? (drafts.get(key) as T) : initial));
  const set = (next: T): void => {
    drafts.set(key, next);
    setValue(next);
  };
  return [value, set];
}

export function setDraft(key: string, value: unknown): void {
  drafts.set(key, value);
}

export function forgetDrafts(...keys: string[]): void {
  if (keys.length === 0) drafts.clear();
  for (const key of keys) drafts.delete(key);
}
