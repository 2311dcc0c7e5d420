// A language is en.ts, and near_peer.ts and peer.ts with what near-peer schemes show. Another language is
// three files of the same shape, put together here.

import { en } from './en.ts';
import { nearPeer } from './near_peer.ts';
import { peer } from './peer.ts';

const english = { ...en, nearPeer, peer };
export type Texts = typeof english;

export const languages: Record<string, Texts> = { en: english };

// The first of the browser's languages that there is.
export function pick(wanted: readonly string[]): Texts {
  for (const tag of wanted) {
    const found = languages[tag.split('-')[0] ?? ''];
    if (found !== undefined) return found;
  }
  return english;
}

export const texts: Texts = pick(navigator.languages);

// Puts values where a text has {names}.
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
