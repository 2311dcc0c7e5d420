// What people type: times, means of contact, listings, words; and where an engagement is.

import { describe, expect, it } from 'vitest';
import { stateText } from '../../src/colleague/said.ts';
import { stateOf as colleagueState } from '../../src/colleague/state.ts';
import { valueProblem } from '../../src/colleague/value.ts';
import { isFromLink } from '../../src/personal/code.tsx';
import { meetingOf } from '../../src/personal/engagement.ts';
import { sameWord, twoPlaces } from '../../src/components/index.ts';
import { problemOf, wordsText } from '../../src/personal/problem.ts';
import { slotText, whenText } from '../../src/personal/times.ts';
import { fieldsOf, problemsOf, typedOf } from '../../src/supporter/fields.ts';
import { emptySlot, parseSlots, parseTime, type TypedSlot } from '../../src/supporter/slots.ts';
import { setUpOf, stateOf as supporterState } from '../../src/supporter/state.ts';
import { texts } from '../../src/texts/texts.ts';
import { engagements, everybody, supporterVisitOf } from './world.ts';

describe('a time of day', () => {
  it.each([
    ['17:30', 17, 30],
    ['17.30', 17, 30],
    [' 5:30pm ', 17, 30],
    ['5 PM', 17, 0],
    ['12am', 0, 0],
    ['12pm', 12, 0],
    ['midday', 12, 0],
    ['00:00', 0, 0],
  ])('%s', (typed, hour, minute) => expect(parseTime(typed)).toEqual({ hour, minute }));
  it.each(['', '17', '5', '24:00', '12:60', '13pm', '0pm', '5:3', 'soon', '17:30:00'])(
    'is not "%s"',
    (typed) => expect(parseTime(typed)).toBe(null),
  );
});

const slot = (day: string, month: string, year: string, time: string, place = ''): TypedSlot => ({
  date: { day, month, year },
  time,
  place,
});
const parse = (...slots: TypedSlot[]) => parseSlots(slots, 'Europe/London', 0);
const o = texts.supporter.offer;

describe('an offer', () => {
  it('has its times by the clock on the wall, and leaves out what is empty', () => {
    const summer = slot('1', '7', '2027', '17:30', ' Room 3 ');
    expect(parse(emptySlot, summer)).toEqual({
      slots: [{ start: Date.UTC(2027, 6, 1, 16, 30) / 1000, place: 'Room 3' }],
    });
  });
  it.each([
    ['a date that does not exist', slot('31', '2', '2027', '17:30'), 'date-day', o.notADate],
    ['a date that is none', slot('x', '2', '2027', '17:30'), 'date-day', o.notADate],
    ['no time', slot('1', '7', '2027', ''), 'time', o.notATime],
    ['a time that the clocks skip', slot('28', '3', '2027', '1:30am'), 'time', o.skipped],
    ['a time that comes twice', slot('31', '10', '2027', '1:30am'), 'time', o.twice],
    ['a place too long', slot('1', '7', '2027', '17:30', 'x'.repeat(41)), 'place', o.placeTooLong],
    [
      'a place that is no text',
      slot('1', '7', '2027', '17:30', 'a\u0007'),
      'place',
      o.placeTooLong,
    ],
    ['only a place', slot('', '', '', '', 'Room 3'), 'date-day', o.notADate],
  ])('is refused for %s, at its field', (_, typed, part, text) => {
    expect(parse(typed)).toEqual({
      errors: [{ id: `slot-1-${part}`, text: text.replace('{number}', '1') }],
    });
  });
  it('is refused when it is empty, and when a time has passed', () => {
    expect(parse(emptySlot)).toEqual({ errors: [{ id: 'slot-1-date-day', text: o.none }] });
    const past = parseSlots([slot('1', '7', '2027', '17:30')], 'Europe/London', 2e9);
    expect(past).toEqual({
      errors: [{ id: 'slot-1-date-day', text: o.past.replace('{number}', '1') }],
    });
  });
  it('has a place of 40 characters, however many bytes they have', () => {
    expect(parse(slot('1', '7', '2027', '17:30', '診'.repeat(40)))).toHaveProperty('slots');
    expect(parse(slot('1', '7', '2027', '17:30', '🙂'.repeat(31)))).toHaveProperty('errors');
  });
});

describe('a means of contact', () => {
  it('has no value in the service, and one line of at most 120 bytes otherwise', () => {
    expect(valueProblem('in-service', '')).toBe(null);
    expect(valueProblem('in-service', 'x')).toBe('tooLong');
    expect(valueProblem('phone', '')).toBe('emptyValue');
    expect(valueProblem('phone', 'x'.repeat(120))).toBe(null);
    expect(valueProblem('phone', 'é'.repeat(61))).toBe('tooLong');
    expect(valueProblem('teams', 'a\nb')).toBe('tooLong');
    expect(valueProblem('teams', 'a\u0085b')).toBe('tooLong');
  });
});

describe('a listing', () => {
  const typed = typedOf([['name', 'Robin Invented']]);
  it('has its fields in the order of the directory, and none that is empty', () => {
    expect(fieldsOf({ ...typed, about: ' Mostly afternoons ', grade: ' ' })).toEqual([
      ['name', 'Robin Invented'],
      ['about', 'Mostly afternoons'],
    ]);
  });
  it('needs a name of at most 80 bytes, and 2,048 bytes in all', () => {
    const ids = (change: object) => problemsOf({ ...typed, ...change }).map(({ id }) => id);
    expect(ids({})).toEqual([]);
    expect(ids({ name: ' ' })).toEqual(['name']);
    expect(ids({ name: 'x'.repeat(81) })).toEqual(['name']);
    const room = 2048 - 1 - (3 + 'Robin Invented'.length) - 3;
    expect(ids({ about: 'x'.repeat(room) })).toEqual([]);
    expect(ids({ about: 'x'.repeat(room + 1) })).toEqual(['about']);
    expect(ids({ site: 'a\tb' })).toEqual(['site']);
  });
});

describe('words', () => {
  it('are asked back at two different places, every pair of them', () => {
    const seen = new Set<string>();
    for (let first = 0; first < 7; ++first) {
      for (let other = 0; other < 6; ++other) {
        const draws = [first, other];
        const [a, b] = twoPlaces(7, () => draws.shift() ?? 0);
        expect(a < b && a >= 0 && b < 7).toBe(true);
        seen.add(`${a} ${b}`);
      }
    }
    expect(seen.size).toBe(21);
  });
  it('are the same in either case, and with a space where a hyphen is', () => {
    expect(sameWord(' Drop Down ', 'drop-down')).toBe(true);
    expect(sameWord('yoyo', 'yo-yo')).toBe(false);
  });
  it('say which one is not in the list', () => {
    expect(wordsText({ reason: 'not_in_list', number: 4 })).toContain('Word 4 ');
  });
  it('of a link are known by their length', () => {
    expect(isFromLink('A'.repeat(42))).toBe(true);
    expect(isFromLink('ABCD EFGH JKMN PQRS TVWX YZ01')).toBe(false);
  });
});

describe('a problem', () => {
  it('says why the broker refused, and what is said anyway when the reason is new', () => {
    expect(problemOf({ failure: 'refused', status: 'wrong_day' }).what).toContain('clock');
    expect(problemOf({ failure: 'refused', status: 'toString' })).toEqual(
      texts.personal.failures.refused,
    );
    expect(problemOf({ failure: 'log_forked', status: 'wrong_day' })).toEqual(
      texts.personal.failures.log_forked,
    );
  });
  it('has all four parts, whatever failed', () => {
    for (const problem of Object.values(texts.personal.failures)) {
      expect(Object.values(problem).every((text) => text !== '')).toBe(true);
      expect(Object.keys(problem)).toEqual(['heading', 'what', 'safe', 'next']);
    }
  });
});

describe('setting up', () => {
  const fields = everybody.directory[0]?.fields ?? [];
  it.each([
    ['nothing is written', { ownId: 'zz' }, false, null, false],
    ['the listing waits', { ownId: 'zz', ownListing: fields }, true, 'leads', false],
    ['it is signed', { ownId: 'zz', ownListing: fields, signed: true }, true, 'week', false],
    ['it is there', { ownListing: fields, listed: true, signed: true }, true, null, true],
    ['a newer one waits', { ownListing: fields.slice(0, 1), listed: true }, true, 'leads', true],
    ['it is signed too', { ownListing: fields.slice(0, 1), signed: true }, true, 'week', true],
  ])('knows when %s', (_, change, written, waitsFor, inDirectory) => {
    const setUp = setUpOf(supporterVisitOf(change), everybody);
    expect(setUp).toEqual({ written, waitsFor, inDirectory });
  });
});

describe('an engagement', () => {
  it.each([
    ['enquired', 'waiting', 'enquiry', 1],
    ['enquired, no pass left', 'noRoom', 'enquiry', 1],
    ['accepted', 'accepted', 'offer', 1],
    ['offered', 'offered', 'offered', 1],
    ['chosen', 'chosen', 'unconfirmed', 1],
    ['chosen, no pass left', 'noRoom', 'unconfirmed', 1],
    ['agreed', 'agreed', 'agreed', 1],
    ['agreed, no time known', 'agreed', 'agreed', 3],
    ['held, next to be offered', 'accepted', 'offer', 3],
    ['three held', 'ended', 'ended', 3],
    ['cannot', 'ended', 'ended', 1],
  ])('that is %s', (name, colleague, supporter, meeting) => {
    const of = engagements[name];
    if (of === undefined) throw new Error('not there');
    expect([colleagueState(of), supporterState(of), meetingOf(of)]).toEqual([
      colleague,
      supporter,
      meeting,
    ]);
  });
  it.each([
    ['a supporter who is gone', true],
    ['enquired', false],
    ['agreed', false],
    ['ended by me', false],
  ])('says when the supporter has left the list: %s', (name, says) => {
    const of = engagements[name];
    if (of === undefined) throw new Error('not there');
    expect(stateText(of, everybody).includes('not on the list any more')).toBe(says);
  });
  it('goes on when its supporter has left the list, and names no visiting days of theirs', () => {
    const { gone } = texts.colleague.support;
    const left = { ...everybody, directory: [] };
    const { agreed, enquired } = engagements;
    if (agreed === undefined || enquired === undefined) throw new Error('not there');
    expect(stateText(enquired, left)).toBe(gone.waiting);
    expect(stateText(agreed, left)).toBe(`${stateText(agreed, everybody)} ${gone.later}`);
  });
  it('has times with a weekday, and places that cannot turn the sentence round', () => {
    expect(whenText(Date.UTC(2026, 11, 1, 17, 30) / 1000, 'Europe/London')).toBe(
      'Tuesday 1 December 2026, 5:30pm',
    );
    expect(slotText({ start: 0, place: 'Room 3' }, 'UTC')).toBe(
      'Thursday 1 January 1970, midnight, \u2068Room 3\u2069',
    );
  });
});
