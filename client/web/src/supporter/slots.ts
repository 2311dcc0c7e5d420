// Times that a supporter types, by the clock on the wall of the scheme.

import { byteLength, isPlainText } from '../colleague/value.ts';
import type { FieldError, TypedDate } from '../components/index.ts';
import type { Slot } from '../core/messages.ts';
import { toUtc } from '../dates.ts';
import { fill, texts } from '../texts/texts.ts';

export interface TypedSlot {
  date: TypedDate;
  time: string;
  place: string;
}
export const kSlots = 3;
export const emptySlot: TypedSlot = { date: { day: '', month: '', year: '' }, time: '', place: '' };

const kPlaceCharacters = 40;
const kPlaceBytes = 120;

// "17:30", "17.30", "5:30pm", "5pm", "midday"
export function parseTime(typed: string): { hour: number; minute: number } | null {
  const text = typed.trim().toLowerCase();
  if (text === 'midday' || text === 'noon') return { hour: 12, minute: 0 };
  const match = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/.exec(text);
  if (match === null || (match[2] === undefined && match[3] === undefined)) return null;
  const [hour, minute, half] = [Number(match[1]), Number(match[2] ?? '0'), match[3]];
  if (minute > 59 || hour > 23) return null;
  if (half === undefined) return { hour, minute };
  if (hour < 1 || hour > 12) return null;
  return { hour: (hour % 12) + (half === 'pm' ? 12 : 0), minute };
}

const isEmpty = ({ date, time, place }: TypedSlot): boolean =>
  [date.day, date.month, date.year, time, place].every((text) => text.trim() === '');

const wholeNumber = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : NaN);

type Problem = keyof typeof texts.supporter.offer &
  ('notADate' | 'notATime' | 'skipped' | 'twice' | 'past' | 'placeTooLong');

function parseSlot(
  typed: TypedSlot,
  zone: string,
  now: number,
): Slot | { part: string; problem: Problem } {
  const day = {
    year: wholeNumber(typed.date.year),
    month: wholeNumber(typed.date.month),
    day: wholeNumber(typed.date.day),
  };
  if (toUtc({ ...day, hour: 0, minute: 0 }, 'UTC') === 'not_a_time') {
    return { part: 'date-day', problem: 'notADate' };
  }
  const time = parseTime(typed.time);
  if (time === null) return { part: 'time', problem: 'notATime' };
  const start = toUtc({ ...day, ...time }, zone);
  if (start === 'not_a_time') return { part: 'time', problem: 'notATime' };
  if (typeof start === 'string') return { part: 'time', problem: start };
  if (start <= now) return { part: 'date-day', problem: 'past' };
  const place = typed.place.trim();
  const fits = Array.from(place).length <= kPlaceCharacters && byteLength(place) <= kPlaceBytes;
  if (!fits || !isPlainText(place)) return { part: 'place', problem: 'placeTooLong' };
  return { start, place };
}

// Fields are named slot-1-date-day, slot-1-time, slot-1-place. now: seconds since 1970.
export function parseSlots(
  typed: readonly TypedSlot[],
  zone: string,
  now: number,
): { slots: Slot[] } | { errors: FieldError[] } {
  const t = texts.supporter.offer;
  const slots: Slot[] = [];
  const errors: FieldError[] = [];
  typed.forEach((each, index) => {
    if (isEmpty(each)) return;
    const parsed = parseSlot(each, zone, now);
    if ('start' in parsed) return void slots.push(parsed);
    const number = String(index + 1);
    errors.push({ id: `slot-${number}-${parsed.part}`, text: fill(t[parsed.problem], { number }) });
  });
  if (errors.length > 0) return { errors };
  if (slots.length === 0) return { errors: [{ id: 'slot-1-date-day', text: t.none }] };
  return { slots };
}
