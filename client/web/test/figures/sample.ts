// Figures of an invented scheme, two years of them.

import type { Counts, Everybody, Figures, Quarter } from '../../src/core/messages.ts';
import { everybody } from '../personal/world.ts';

const quarter = (
  number: number,
  from: string,
  until: string,
  of: Counts | 'never' | 'waits',
): Quarter => ({
  quarter: number,
  from,
  until,
  state: typeof of === 'string' ? of : 'released',
  figures: typeof of === 'string' ? null : of,
});

export const trustees = ['Clinical lead, first', 'Clinical lead, second', 'Medical director'].map(
  (title, place) => ({ place, title, words: ['a', 'b', 'c', 'd', 'e', 'f'] }),
);
export const key = { made: '2025-01-08', open: 2, of: 3, current: true };

export const figures: Figures = {
  trustees,
  key,
  calendarQuarters: true,
  quarters: [
    quarter(8100, '2025-01-01', '2025-03-31', 'never'),
    quarter(8101, '2025-04-01', '2025-06-30', [20, 15, 0]),
    quarter(8102, '2025-07-01', '2025-09-30', [0, 0, 0]),
    quarter(8103, '2025-10-01', '2025-12-31', 'never'),
    quarter(8104, '2026-01-01', '2026-03-31', [25, 20, 45]),
    quarter(8105, '2026-04-01', '2026-06-30', 'waits'),
  ],
  years: [
    { year: 2025, released: 2, about: [25, 20, 10] },
    { year: 2026, released: 1, about: [25, 20, 45] },
  ],
};

export const withFigures = (change: Partial<Figures> = {}): Everybody => ({
  ...everybody,
  figures: { ...figures, ...change },
});
