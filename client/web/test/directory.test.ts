import { describe, expect, it } from 'vitest';
import { choicesOf, shown } from '../src/components/directory.tsx';
import type { Supporter } from '../src/core/messages.ts';

const one = (id: string, fields: Record<string, string>, offered = true): Supporter => ({
  id,
  offered,
  fields: Object.entries(fields),
});
const directory = [
  one('a', { name: 'A', site: 'North', specialty: 'Surgery', languages: 'English, Gaelic' }),
  one(
    'b',
    { name: 'B', site: 'south', specialty: 'surgery', interests: 'parent; returned' },
    false,
  ),
  one('c', { name: 'C', site: 'South', languages: 'english' }),
];
const ids = (list: Supporter[]): string => list.map(({ id }) => id).join('');

describe('the list of supporters', () => {
  it('is whole without a filter, those who take no enquiries included', () => {
    expect(ids(shown(directory, { only: {}, hide: {} }))).toBe('abc');
  });

  it('is filtered by every kind at once, whatever the capitals', () => {
    expect(ids(shown(directory, { only: { specialty: 'Surgery' }, hide: {} }))).toBe('ab');
    expect(ids(shown(directory, { only: { languages: 'English' }, hide: {} }))).toBe('ac');
    expect(ids(shown(directory, { only: { languages: 'English', site: 'South' }, hide: {} }))).toBe(
      'c',
    );
    expect(ids(shown(directory, { only: { interests: 'returned' }, hide: {} }))).toBe('b');
  });

  it('leaves out a site or a specialty, and keeps who has not said', () => {
    expect(ids(shown(directory, { only: {}, hide: { site: 'South' } }))).toBe('a');
    expect(ids(shown(directory, { only: {}, hide: { specialty: 'Surgery' } }))).toBe('c');
  });

  it('offers each value once, in order', () => {
    expect(choicesOf(directory, 'languages')).toEqual(['English', 'Gaelic']);
    expect(choicesOf(directory, 'site')).toEqual(['North', 'south']);
    expect(choicesOf(directory, 'about')).toEqual([]);
  });
});
