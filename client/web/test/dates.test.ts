import { describe, expect, it } from 'vitest';
import {
  dateInWords,
  dayOf,
  daysBetween,
  type Local,
  toLocal,
  toUtc,
  weekdayOf,
} from '../src/dates.ts';
import { texts } from '../src/texts/texts.ts';

const london = 'Europe/London';
const at = (year: number, month: number, day: number, hour = 0, minute = 0): Local => ({
  year,
  month,
  day,
  hour,
  minute,
});
const utc = (iso: string): number => Date.parse(iso) / 1000;

describe('a time on the wall', () => {
  it('is UTC in winter and an hour ahead in summer', () => {
    expect(toUtc(at(2026, 11, 24, 17, 30), london)).toBe(utc('2026-11-24T17:30:00Z'));
    expect(toUtc(at(2027, 7, 1, 9), london)).toBe(utc('2027-07-01T08:00:00Z'));
  });

  it('does not exist in the hour that spring leaves out, and does on both sides of it', () => {
    expect(toUtc(at(2027, 3, 28, 0, 59), london)).toBe(utc('2027-03-28T00:59:00Z'));
    expect(toUtc(at(2027, 3, 28, 1, 0), london)).toBe('skipped');
    expect(toUtc(at(2027, 3, 28, 1, 59), london)).toBe('skipped');
    expect(toUtc(at(2027, 3, 28, 2, 0), london)).toBe(utc('2027-03-28T01:00:00Z'));
  });

  it('comes twice in the hour that autumn repeats, and once on both sides of it', () => {
    expect(toUtc(at(2026, 10, 25, 0, 59), london)).toBe(utc('2026-10-24T23:59:00Z'));
    expect(toUtc(at(2026, 10, 25, 1, 0), london)).toBe('twice');
    expect(toUtc(at(2026, 10, 25, 1, 59), london)).toBe('twice');
    expect(toUtc(at(2026, 10, 25, 2, 0), london)).toBe(utc('2026-10-25T02:00:00Z'));
  });

  it('is right in a zone far from UTC', () => {
    expect(toUtc(at(2026, 11, 24, 3, 15), 'Pacific/Auckland')).toBe(utc('2026-11-23T14:15:00Z'));
    expect(toUtc(at(2026, 11, 24, 22, 15), 'America/St_Johns')).toBe(utc('2026-11-25T01:45:00Z'));
  });

  it('goes there and back in every hour of a year', () => {
    const start = utc('2027-01-01T00:00:00Z');
    for (let hour = 0; hour < 365 * 24; hour += 1) {
      const seconds = start + hour * 3600;
      const back = toUtc(toLocal(seconds, london), london);
      if (back !== 'twice') expect(back).toBe(seconds);
    }
  }, 60_000);

  it.each([
    at(2026, 13, 1),
    at(2026, 0, 1),
    at(2026, 2, 29),
    at(2026, 11, 31),
    at(2026, 11, 1, 24),
    at(2026, 11, 1, 0, 60),
    at(2026, 11, 1, -1),
    at(2026.5, 11, 1),
    at(26, 11, 1),
    at(Number.NaN, 11, 1),
  ])('is refused when there is no such time: %o', (no) => {
    expect(toUtc(no, london)).toBe('not_a_time');
  });
});

describe('a day', () => {
  it('is read from ISO form alone', () => {
    expect(dayOf('2028-02-29')).toEqual(at(2028, 2, 29));
    for (const no of ['', '2027-02-29', '2027-2-1', '01/02/2027', '2027-01-01T00:00']) {
      expect(dayOf(no)).toBeNull();
    }
  });

  it('is written as people write it', () => {
    expect(dateInWords(at(2027, 3, 5), 'en-GB')).toBe('5 March 2027');
    expect(dateInWords(at(2026, 11, 24), 'en-GB', true)).toBe('Tuesday 24 November 2026');
  });

  it('has a weekday, counted from Monday', () => {
    expect(weekdayOf(at(2026, 11, 23))).toBe(0);
    expect(weekdayOf(at(2026, 11, 22))).toBe(6);
  });

  it('lies so many days from another', () => {
    expect(daysBetween('2026-11-01', '2026-11-22')).toBe(21);
    expect(daysBetween('2026-11-22', '2026-11-01')).toBe(-21);
    expect(daysBetween('', '2026-11-01')).toBeNull();
  });
});

it('a time of day is written as the service manual of the NHS does', () => {
  const time = texts.app.time;
  expect([time(17, 30), time(9, 0), time(0, 0), time(12, 0), time(12, 5), time(0, 5)]).toEqual([
    '5:30pm',
    '9am',
    'midnight',
    'midday',
    '12:05pm',
    '12:05am',
  ]);
});
