// The figures as files. No cell of the table is a formula to a spreadsheet, whatever the texts say.

import type { Counts, Everybody, Quarter, Year } from '../core/messages.ts';
import { texts } from '../texts/texts.ts';
import { countOf, kinds, quarterCount, quarterName, yearName } from './periods.ts';

export function cell(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// RFC 4180, with a mark at the beginning by which spreadsheets know UTF-8.
export function csvOf({ figures }: Everybody): string {
  const t = texts.figures.csv;
  const head = [t.period, t.from, t.until, t.published, ...kinds.map((kind) => t[kind])];
  const quarters = figures.quarters.map((quarter) => [
    quarterName(figures, quarter),
    quarter.from,
    quarter.until,
    t.states[quarter.state],
    ...kinds.map((kind) => (quarter.figures === null ? '' : quarterCount(quarter, kind))),
  ]);
  const years = figures.years.map((year) => {
    const of = figures.quarters.filter(({ quarter }) => Math.floor(quarter / 4) === year.year);
    return [
      t.yearPrefix + yearName(figures, year),
      of[0]?.from ?? '',
      of.at(-1)?.until ?? '',
      t.sumOf(year.released),
      ...kinds.map((kind) => (year.released === 0 ? '' : String(countOf(year.about, kind)))),
    ];
  });
  const lines = [head, ...quarters, ...years].map((row) => row.map(cell).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

// A figure: a number, or "fewer than 10", or null for a quarter that is not published.
export function jsonOf({ figures, title, origin, genesis }: Everybody): string {
  const quarter = (each: Quarter) => ({
    name: quarterName(figures, each),
    from: each.from,
    until: each.until,
    state: each.state,
    ...named((index) => {
      if (each.figures === null) return null;
      return each.figures[index] === 0 ? 'fewer than 10' : (each.figures[index] ?? null);
    }),
  });
  const year = (each: Year) => ({
    name: yearName(figures, each),
    quartersPublished: each.released,
    about: each.released === 0 ? null : named((index) => each.about[index] ?? null),
  });
  const all = {
    scheme: title,
    log: origin,
    genesis,
    approximate: [...texts.figures.approximate, texts.figures.dishonest],
    quarters: figures.quarters.map(quarter),
    years: figures.years.map(year),
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}

const named = <T>(of: (index: keyof Counts & number) => T): Record<string, T> =>
  Object.fromEntries(kinds.map((kind, index) => [kind, of(index)]));
