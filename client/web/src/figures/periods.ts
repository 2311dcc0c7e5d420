// How quarters and years are called, and what their figures say.

import type { Counts, Figures, Quarter, Year } from '../core/messages.ts';
import { dayOf } from '../dates.ts';
import { isoInWords } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';

export const kinds = ['enquiries', 'contacts', 'meetings'] as const;
export type Kind = (typeof kinds)[number];

export const countOf = (counts: Counts, kind: Kind): number => counts[kinds.indexOf(kind)] ?? 0;

function monthOf(iso: string, length: 'long' | 'short'): string {
  const day = dayOf(iso);
  if (day === null) return iso;
  const format = new Intl.DateTimeFormat(texts.app.locale, { timeZone: 'UTC', month: length });
  return format.format(Date.UTC(day.year, day.month - 1, 1));
}

// "January to March 2027"; of a demonstration's quarters "5 March 2027 to 20 March 2027".
export function quarterName(
  { calendarQuarters }: Figures,
  { from, until }: Pick<Quarter, 'from' | 'until'>,
): string {
  const t = texts.figures.period;
  if (!calendarQuarters) {
    return fill(t.dates, { from: isoInWords(from), until: isoInWords(until) });
  }
  const [first, last] = [monthOf(from, 'long'), monthOf(until, 'long')];
  return fill(t.months, { first, last, year: from.slice(0, 4) });
}

// For the narrow side of a chart: "Jan–Mar 2027", "from 5 Mar 2027".
export function shortName({ calendarQuarters }: Figures, { from, until }: Quarter): string {
  const t = texts.figures.period;
  const year = from.slice(0, 4);
  const first = monthOf(from, 'short');
  if (!calendarQuarters) {
    return fill(t.shortDate, { day: String(Number(from.slice(8))), month: first, year });
  }
  return fill(t.shortMonths, { first, last: monthOf(until, 'short'), year });
}

// "2027"; of a demonstration "Year from 5 March 2027".
export function yearName(figures: Figures, { year }: Year): string {
  if (figures.calendarQuarters) return String(year);
  const first = figures.quarters.find(({ quarter }) => Math.floor(quarter / 4) === year);
  return fill(texts.figures.period.yearFrom, { date: isoInWords(first?.from ?? '') });
}

// What stands in a table.
export function quarterCount(quarter: Quarter, kind: Kind): string {
  const t = texts.figures.counts;
  if (quarter.figures === null) return t[quarter.state === 'never' ? 'never' : 'waits'];
  const count = countOf(quarter.figures, kind);
  return count === 0 ? t.fewer : String(count);
}

export function yearCount({ released, about }: Year, kind: Kind): string {
  if (released === 0) return texts.figures.counts.nothing;
  return fill(texts.figures.counts.about, { count: String(countOf(about, kind)) });
}
