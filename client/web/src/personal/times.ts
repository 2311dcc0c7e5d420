// Times of meetings as people read them, and numbers and days in words.

import type { Slot } from '../core/messages.ts';
import { dateInWords, toLocal } from '../dates.ts';
import { fill, texts } from '../texts/texts.ts';

// "Tuesday 1 December 2026, 5:30pm"
export function whenText(seconds: number, zone: string): string {
  const local = toLocal(seconds, zone);
  return fill(texts.app.dateAndTime, {
    date: dateInWords(local, texts.app.locale, true),
    time: texts.app.time(local.hour, local.minute),
  });
}

export function slotText(slot: Slot, zone: string): string {
  const when = whenText(slot.start, zone);
  if (slot.place === '') return when;
  return fill(texts.personal.times.withPlace, { when, place: isolated(slot.place) });
}

// Another person's words inside a sentence of ours: they cannot turn it round (Unicode TR 9, FSI and PDI).
export const isolated = (text: string): string => `\u2068${text}\u2069`;

export function numberText(count: number): string {
  return texts.personal.numbers[count] ?? String(count);
}
