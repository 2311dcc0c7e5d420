// What is typed in a near-peer scheme, and what goes to the core of it.

import { describe, expect, it } from 'vitest';
import { encodeIntent } from '../../src/core/wire.ts';
import { emptyForm, stateOf } from '../../src/peer/agreement.tsx';
import {
  agreeingOf,
  applicationOf,
  characteristicsProblem,
  dateOf,
  isEmail,
  isPersonName,
  noApplication,
  oneLine,
  termsOf,
  typedOf,
} from '../../src/peer/typed.ts';
import { problemsOf, typedOf as listingOf } from '../../src/supporter/fields.ts';
import { texts } from '../../src/texts/texts.ts';
import { agreement } from './sample.ts';

describe('what is typed', () => {
  it.each([
    ['a.name@example.org', true],
    [' a@b ', true],
    ['a@b@c', false],
    ['nobody', false],
    ['@example.org', false],
    ['a b@example.org', false],
    [`${'a'.repeat(100)}@example.org`, false],
  ])('as an e-mail address: "%s"', (typed, right) => expect(isEmail(typed)).toBe(right));

  it('as a name has 1 to 80 bytes on one line', () => {
    expect(isPersonName('Robin Invented')).toBe(true);
    expect(isPersonName('ü'.repeat(40))).toBe(true);
    for (const wrong of ['', '  ', 'ü'.repeat(41), 'a\tb']) expect(isPersonName(wrong)).toBe(false);
  });

  it('as characteristics is at most eight lines, none of them twice', () => {
    expect(characteristicsProblem('')).toBe(null);
    expect(characteristicsProblem('LTFT\n\n First in the family \n')).toBe(null);
    expect(characteristicsProblem('Part  time\npart time')).toBe('twice');
    expect(characteristicsProblem('x'.repeat(41))).toBe('tooLong');
    expect(characteristicsProblem('abcdefghi'.split('').join('\n'))).toBe('tooMany');
  });

  it('as a date is a real day', () => {
    expect(dateOf({ day: '1', month: '8', year: '2027' })).toBe('2027-08-01');
    expect(dateOf({ day: '31', month: '2', year: '2027' })).toBe(null);
    expect(typedOf('2027-08-01')).toEqual({ day: '1', month: '8', year: '2027' });
  });

  it('on several lines goes as one', () => {
    expect(oneLine(' one \r\n two\n\nthree ')).toBe('one two three');
  });

  it('as a listing leaves room for agreements and letters', () => {
    const typed = { ...listingOf([['name', 'Robin']]), about: 'x'.repeat(600) };
    expect(problemsOf(typed)).toEqual([]);
    expect(problemsOf(typed, true)).toEqual([{ id: 'about', text: texts.peer.listingTooLong }]);
  });
});

describe('an agreement', () => {
  it('comes back from the form as it went in', () => {
    const { start, end, howOften, where, means, value, gain, notes } = agreement;
    const terms = { start, end, howOften, where, means, value, gain, notes };
    expect(termsOf(agreeingOf(agreement))).toEqual(terms);
    expect(termsOf(agreeingOf(null))).toMatchObject({ start: '', means: 'in-service' });
  });

  it('is where it is by its two signatures', () => {
    expect(stateOf(null)).toBe('none');
    expect(stateOf(agreement)).toBe('mine');
    expect(stateOf({ ...agreement, mine: false })).toBe('theirs');
    expect(stateOf({ ...agreement, whole: true })).toBe('whole');
    expect(stateOf({ ...agreement, whole: true, over: true })).toBe('over');
  });

  it('can be signed on paper: the twelve points in their order, with lines to write on', () => {
    const form = emptyForm('Kim Sample', 'Robin Invented');
    const numbers = [...form.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(form).toContain('Kim Sample');
    expect(form).toContain(texts.peer.agreement.clause);
    expect(form).toMatch(/^12\. .*: _{40}$/m);
  });
});

describe('an intent of a near-peer scheme', () => {
  it('is the bytes that the core reads', () => {
    expect([...encodeIntent({ kind: 'optOut', tell: true })]).toEqual([15, 3, 1]);
    expect([...encodeIntent({ kind: 'tellRelationship', pair: 2, text: 'a' })]).toEqual([
      ...[15, 7, 0, 0, 0, 2, 0, 1, 97],
    ]);
    expect([...encodeIntent({ kind: 'tellAboutScheme', text: 'a' })]).toEqual([15, 8, 0, 1, 97]);
    const feedback = { answers: [4, 3, 1] as [number, number, number], text: '' };
    expect([...encodeIntent({ kind: 'giveFeedback', pair: 1, feedback })]).toEqual([
      ...[15, 11, 0, 0, 0, 1, 4, 3, 1, 0, 0],
    ]);
  });

  it('of an application holds the fields of the guide, and the declaration that goes with them', () => {
    const typed = {
      ...noApplication,
      ...{ name: 'A', email: 'a@b', supervisor: 'appraiser' as const, declared: true },
      ...{
        supervisorName: 'C',
        supervisorEmail: 'c@d',
        matchedOn: ' E \n',
        module: 'done' as const,
      },
    };
    const application = applicationOf(typed);
    const wire = [...encodeIntent({ kind: 'apply', application })];
    expect(wire.slice(0, 4)).toEqual([15, 1, 0, wire.length - 4]);
    expect(wire.slice(4)).toEqual([
      ...[0, 1, 65, 0, 3, 97, 64, 98, 2, 0, 1, 67, 0, 3, 99, 64, 100, 2, 1, 0, 1, 69, 1],
    ]);
    const educational = encodeIntent({
      kind: 'apply',
      application: { ...application, supervisor: 'educational', matchedOn: [] },
    });
    expect([...educational.subarray(-3)]).toEqual([1, 0, 1]);
  });
});
