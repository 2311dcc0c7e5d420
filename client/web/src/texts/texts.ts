// One file a language. Another language is a file of the same shape, listed here.

import { en } from './en.ts';

export type Texts = typeof en;

export const languages: Record<string, Texts> = { en };

// The first of the browser's languages that there is.
export function pick(wanted: readonly string[]): Texts {
  for (const tag of wanted) {
    const found = languages[tag.split('-')[0] ?? ''];
    if (found !== undefined) return found;
  }
  return en;
}

export const texts: Texts = pick(navigator.languages);

// Puts values where a text has {names}.
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
