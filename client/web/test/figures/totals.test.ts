// @vitest-environment happy-dom
import { h } from 'preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Quarter } from '../../src/core/messages.ts';
import { scaleOf } from '../../src/figures/chart.tsx';
import { cell, csvOf, jsonOf } from '../../src/figures/files.ts';
import { quarterName, shortName, yearName } from '../../src/figures/periods.ts';
import { Totals } from '../../src/figures/totals.tsx';
import { fill, texts } from '../../src/texts/texts.ts';
import { draw, settle, textOf } from '../lead/page.ts';
import { figures, key, trustees, withFigures } from './sample.ts';

vi.mock('../../src/core/core.ts', async () => ({
  core: (await import('../lead/fake_core.ts')).fakeCore,
}));

const t = texts.figures;
const shown = (): string => document.body.textContent;
const cells = (selector: string): string[] =>
  [...document.querySelectorAll(selector)].map((each) => each.textContent);

describe('the names of quarters and years', () => {
  const [first] = figures.quarters as [Quarter];

  it('are those of the calendar', () => {
    expect(quarterName(figures, first)).toBe('January to March 2025');
    expect(shortName(figures, first)).toBe('Jan–Mar 2025');
    expect(yearName(figures, { year: 2025, released: 0, about: [0, 0, 0] })).toBe('2025');
  });

  it('are dates where a demonstration has quarters of its own', () => {
    const short = { ...figures, calendarQuarters: false };
    const quarter: Quarter = { ...first, from: '2027-03-05', until: '2027-03-20' };
    expect(quarterName(short, quarter)).toBe('5 March 2027 to 20 March 2027');
    expect(shortName(short, quarter)).toBe('5 Mar 2027');
    const year = { year: 2025, released: 0, about: [0, 0, 0] as [number, number, number] };
    expect(yearName(short, year)).toBe('Year from 1 January 2025');
  });
});

describe('the scale of a chart', () => {
  it.each([[[]], [[0]], [[10]], [[95]], [[1000, 5]], [[65535]]])('of %j', (counts) => {
    const { most, marks } = scaleOf(counts);
    expect(most).toBeGreaterThanOrEqual(Math.max(10, ...counts));
    expect(marks[0]).toBe(0);
    expect(marks.length).toBeGreaterThan(2);
    expect(marks.length).toBeLessThan(8);
    expect(marks.every(Number.isInteger)).toBe(true);
    expect(Math.max(...marks)).toBeLessThanOrEqual(most);
  });
});

describe('the dashboard', () => {
  beforeEach(() => {
    draw(h(Totals, { everybody: withFigures() }));
  });

  it('has a chart and a table of the same quarters for each of the three counts', () => {
    expect(document.querySelectorAll('.sotto-figures')).toHaveLength(3);
    const rows = cells('.sotto-figures:first-of-type tbody tr');
    expect(rows).toEqual([
      `January to March 2025${t.counts.never}`,
      'April to June 202520',
      `July to September 2025${t.counts.fewer}`,
      `October to December 2025${t.counts.never}`,
      'January to March 202625',
      `April to June 2026${t.counts.waits}`,
    ]);
    expect(cells('.sotto-chart__name').slice(0, 2)).toEqual(['Jan–Mar 2025', 'Apr–Jun 2025']);
  });

  it('draws a bar as long as its count, an outline for fewer than ten, and none for nothing', () => {
    const chart = document.querySelector('.sotto-chart');
    const width = (each: Element): number => Number(each.getAttribute('width'));
    const bars = [...(chart?.querySelectorAll('.sotto-chart__bar') ?? [])].map(width);
    const few = [...(chart?.querySelectorAll('.sotto-chart__few') ?? [])].map(width);
    expect(bars).toHaveLength(2);
    expect((bars[1] ?? 0) / (bars[0] ?? 1)).toBeCloseTo(25 / 20);
    expect(few).toHaveLength(1);
    expect((few[0] ?? 0) / (bars[0] ?? 1)).toBeCloseTo(10 / 20);
    const said = [...(chart?.querySelectorAll('.sotto-chart__said') ?? [])];
    expect(said.map((each) => each.textContent)).toEqual([
      t.chart.never,
      t.chart.fewer,
      t.chart.never,
      t.chart.waits,
    ]);
  });

  it('never shows a zero, nor a number between multiples of five', () => {
    const numbers = cells('tbody td').filter((text) => /^\d+$/.test(text));
    expect(numbers.length).toBeGreaterThan(4);
    for (const number of numbers) expect(Number(number) % 5).toBe(0);
    expect(numbers).not.toContain('0');
  });

  it('sums years of what was published, and says that sums are approximate', () => {
    expect(shown()).toContain(t.byYear.about);
    expect(cells('section:not(.sotto-figures) tbody tr')).toEqual([
      '2025About 25About 20About 102 of 4',
      '2026About 25About 20About 451 of 4',
    ]);
  });

  it('says that figures are approximate, and that one dishonest supporter could move them', () => {
    for (const text of [...t.approximate, t.dishonest]) expect(shown()).toContain(text);
  });

  it('names who opens the figures', () => {
    expect(shown()).toContain('2 of the 3 trustees');
    for (const { title } of trustees) expect(shown()).toContain(title);
    expect(shown()).not.toContain(t.trustees.changed);
    draw(h(Totals, { everybody: withFigures({ key: { ...key, current: false } }) }));
    expect(shown()).toContain(t.trustees.changed);
  });

  it('shows the last eight quarters, and all of them when asked', async () => {
    const many = Array.from({ length: 11 }, (_, index): Quarter => ({
      quarter: 8100 + index,
      from: `2025-01-${String(index + 1).padStart(2, '0')}`,
      until: `2025-02-${String(index + 1).padStart(2, '0')}`,
      state: 'released',
      figures: [10, 10, 10],
    }));
    draw(h(Totals, { everybody: withFigures({ quarters: many, calendarQuarters: false }) }));
    const rows = (): number => cells('.sotto-figures:first-of-type tbody tr').length;
    expect(rows()).toBe(8);
    expect(textOf('.sotto-figures tbody th')).toContain('4 January 2025');
    const more = [...document.querySelectorAll('button')].find(
      (each) => each.textContent === t.showAll,
    );
    more?.click();
    await settle();
    expect(rows()).toBe(11);
  });
});

describe('a scheme without figures', () => {
  const nothing = { quarters: [], years: [] };

  it('without trustees says who appoints them', () => {
    draw(h(Totals, { everybody: withFigures({ ...nothing, trustees: [], key: null }) }));
    expect(shown()).toContain(t.nothing.appoint);
    expect(document.querySelector('table, svg')).toBeNull();
  });

  it('with trustees and no key says that they make it', () => {
    draw(h(Totals, { everybody: withFigures({ ...nothing, key: null }) }));
    expect(shown()).toContain(t.nothing.ceremony);
  });

  it('with a key says which quarter comes first', () => {
    const everybody = withFigures(nothing);
    const passKeys = [
      { epoch: 8106, from: '2026-07-01', until: '2026-09-30', logged: true, needsLeads: false },
    ];
    draw(h(Totals, { everybody: { ...everybody, month: { ...everybody.month, passKeys } } }));
    expect(shown()).toContain(fill(t.nothing.first, { until: '30 September 2026' }));
    expect(shown()).toContain(t.dishonest);
  });
});

describe('the files', () => {
  it('keep a spreadsheet from taking text for a formula, and cells apart', () => {
    for (const text of ['=1+1', '+1', '-1', '@a', '\tx', '\rx']) {
      expect(cell(text).replace(/^"/, '')).toMatch(/^'/);
    }
    expect(cell('a,b')).toBe('"a,b"');
    expect(cell('a "b"')).toBe('"a ""b"""');
    expect(cell('2025')).toBe('2025');
  });

  it('are a table of quarters and years', () => {
    const lines = csvOf(withFigures()).split('\r\n');
    expect(lines[0]).toBe(
      '\ufeffPeriod,From,Until,Published,Enquiries (approximate),Contacts (approximate),Meetings (approximate)',
    );
    expect(lines[1]).toBe('January to March 2025,2025-01-01,2025-03-31,no: too few reports,,,');
    expect(lines[2]).toBe('April to June 2025,2025-04-01,2025-06-30,yes,20,15,Fewer than 10');
    expect(lines[6]).toBe('April to June 2026,2026-04-01,2026-06-30,not yet,,,');
    expect(lines[7]).toBe('Sum of 2025,2025-01-01,2025-12-31,2 of 4 quarters,25,20,10');
    expect(lines).toHaveLength(10);
    expect(lines[9]).toBe('');
  });

  it('have no cell that begins like a formula', () => {
    for (const line of csvOf(withFigures()).slice(1).split('\r\n')) {
      for (const each of line.split(',')) expect(each).not.toMatch(/^[=+\-@]/);
    }
  });

  it('are data that says that it is approximate', () => {
    const data = JSON.parse(jsonOf(withFigures())) as {
      approximate: string[];
      quarters: Record<string, unknown>[];
      years: Record<string, unknown>[];
    };
    expect(data.approximate).toContain(t.dishonest);
    expect(data.quarters[0]).toEqual({
      name: 'January to March 2025',
      from: '2025-01-01',
      until: '2025-03-31',
      state: 'never',
      enquiries: null,
      contacts: null,
      meetings: null,
    });
    expect(data.quarters[1]).toMatchObject({ enquiries: 20, meetings: 'fewer than 10' });
    expect(data.years[1]).toEqual({
      name: '2026',
      quartersPublished: 1,
      about: { enquiries: 25, contacts: 20, meetings: 45 },
    });
  });
});
