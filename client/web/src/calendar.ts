// Calendar files (RFC 5545): all-day or timed entries with a neutral title and nothing else.

import { dayOf, weekdayOf } from './dates.ts';

const kDays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');

// At most 75 bytes a line, the rest folded (section 3.1).
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let bytes = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (bytes + size > (pieces.length === 0 ? 75 : 74)) {
      pieces.push(piece);
      piece = '';
      bytes = 0;
    }
    piece += character;
    bytes += size;
  }
  return [...pieces, piece].join('\r\n ');
}

function calendar(event: string[]): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//calendar//EN',
    'BEGIN:VEVENT',
    ...event,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');
}

const compact = (iso: string): string => iso.replaceAll('-', '');

function dayAfter(iso: string, days: number): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

// The visiting days, every week from today ("2026-11-22") on, the whole day, not shown as busy. days:
// Monday first. Null: there are none.
export function visitingDays(
  days: readonly boolean[],
  today: string,
  title: string,
): string | null {
  const weekdays = kDays.filter((_, index) => days[index]);
  const from = dayOf(today);
  if (weekdays.length === 0 || from === null) return null;
  let ahead = 0;
  while (!days[(weekdayOf(from) + ahead) % 7]) ahead += 1;
  const first = dayAfter(today, ahead);
  return calendar([
    `UID:days-${weekdays.join('-').toLowerCase()}@calendar.invalid`,
    `DTSTAMP:${compact(today)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(first)}`,
    `DTEND;VALUE=DATE:${compact(dayAfter(first, 1))}`,
    `RRULE:FREQ=WEEKLY;BYDAY=${weekdays.join(',')}`,
    `SUMMARY:${escaped(title)}`,
    'TRANSP:TRANSPARENT',
  ]);
}

// One hour from `start` (seconds since 1970 UTC).
export function hour(start: number, title: string, place: string): string {
  const at = (seconds: number): string =>
    new Date(seconds * 1000).toISOString().slice(0, 19).replace(/[-:]/g, '') + 'Z';
  return calendar([
    `UID:${start}@calendar.invalid`,
    `DTSTAMP:${at(start)}`,
    `DTSTART:${at(start)}`,
    `DTEND:${at(start + 3600)}`,
    `SUMMARY:${escaped(title)}`,
    ...(place === '' ? [] : [`LOCATION:${escaped(place)}`]),
  ]);
}
