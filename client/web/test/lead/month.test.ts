import { describe, expect, it } from 'vitest';
import type { Month, Signpost } from '../../src/core/messages.ts';
import { type Health, monthPoints, type Point, readHealth, toCheck } from '../../src/lead/month.ts';

const kToday = '2026-11-22';
const kHealth: Health = { answered: true, late: false, backup: '2026-11-22' };

const aMonth = (change: Partial<Month> = {}): Month => ({
  today: kToday,
  textsReviewed: '2026-11-01',
  rosterInForce: 8,
  passKeys: [],
  ...change,
});
const aSignpost = (lastChecked: string): Signpost => ({
  who: 'w',
  what: 'x',
  contact: 'c',
  lastChecked,
});

function point<A extends Point['about']>(
  about: A,
  month: Month,
  signposts: Signpost[] = [],
  health: Health = kHealth,
): Extract<Point, { about: A }> {
  const found = monthPoints(month, signposts, health).find((each) => each.about === about);
  if (found === undefined) throw new Error(`no point about ${about}`);
  return found as Extract<Point, { about: A }>;
}

describe('what to do this month', () => {
  it('has the same points in the same order, whatever is due', () => {
    const nothing = monthPoints(aMonth(), [], kHealth);
    const much = monthPoints(
      aMonth({ textsReviewed: '', rosterInForce: 0 }),
      [aSignpost('2020-01-01')],
      { answered: false },
    );
    expect(nothing.map((each) => each.about)).toEqual(much.map((each) => each.about));
    expect(nothing.some((each) => each.due)).toBe(false);
    expect(much.filter((each) => each.due).map((each) => each.about)).toEqual([
      'texts',
      'signposts',
      'roster',
      'backup',
      'publishing',
    ]);
  });

  it.each([
    ['2025-11-22', false], // 365 days
    ['2025-11-21', true],
    ['', true],
    ['last autumn', true],
  ])('texts reviewed on "%s" are due: %s', (reviewed, due) => {
    expect(point('texts', aMonth({ textsReviewed: reviewed })).due).toBe(due);
  });

  it('says of a review without a date that there is none', () => {
    expect(point('texts', aMonth({ textsReviewed: '2026-02-30' })).reviewed).toBeNull();
    expect(point('texts', aMonth()).reviewed).toBe('2026-11-01');
  });

  it('names the signposts that were not checked for more than 90 days, and only those', () => {
    const fresh = aSignpost('2026-08-24'); // 90 days
    const old = aSignpost('2026-08-23');
    const never = aSignpost('');
    expect(point('signposts', aMonth(), [fresh]).due).toBe(false);
    expect(point('signposts', aMonth(), [fresh, old, never]).old).toEqual([old, never]);
  });

  it('names old telephone numbers of the guided steps too', () => {
    const telephones = [
      { who: 'Lead', number: '01632 960011', lastChecked: '2026-08-23' },
      { who: 'On call', number: '01632 960014', lastChecked: '2026-08-24' },
    ];
    const steps = { version: 'v', hash: '', checked: '', telephones, steps: [] };
    const entries = toCheck({ signposts: [aSignpost('2026-08-24')], concernSteps: steps });
    expect(point('signposts', aMonth(), entries).old).toMatchObject([
      { who: 'Lead', what: '01632 960011' },
    ]);
    expect(toCheck({ signposts: [], concernSteps: null })).toEqual([]);
  });

  it('wants eight supporters', () => {
    expect(point('roster', aMonth({ rosterInForce: 8 })).due).toBe(false);
    expect(point('roster', aMonth({ rosterInForce: 7 })).due).toBe(true);
  });

  it('asks for signatures only where a pass key needs them', () => {
    const key = {
      epoch: 3,
      from: '2027-01-01',
      until: '2027-03-31',
      logged: false,
      needsLeads: false,
    };
    const waits = point('passKeys', aMonth({ passKeys: [key] }));
    expect(waits.due).toBe(false);
    expect(waits.keys).toEqual([
      { epoch: 3, from: '2027-01-01', state: 'waits', until: '2026-12-18' },
    ]);
    const sign = point('passKeys', aMonth({ passKeys: [{ ...key, needsLeads: true }] }));
    expect(sign.due).toBe(true);
    expect(sign.keys[0]?.state).toBe('sign');
    const logged = point(
      'passKeys',
      aMonth({ passKeys: [{ ...key, logged: true, needsLeads: true }] }),
    );
    expect(logged.due).toBe(false);
    expect(logged.keys[0]?.state).toBe('logged');
  });

  it.each([
    [{ answered: true, late: false, backup: '2026-11-15' }, false, 'known'], // 7 days
    [{ answered: true, late: false, backup: '2026-11-14' }, true, 'known'],
    [{ answered: true, late: false, backup: null }, true, 'none'],
    [{ answered: false }, true, 'unknown'],
  ] satisfies [Health, boolean, string][])('backup %j is due: %s', (health, due, state) => {
    expect(point('backup', aMonth(), [], health)).toMatchObject({ due, state });
  });

  it('says when publishing is late', () => {
    const late: Health = { answered: true, late: true, backup: kToday };
    expect(point('publishing', aMonth(), [], late)).toMatchObject({ due: true, state: 'late' });
    expect(point('publishing', aMonth()).state).toBe('inTime');
  });
});

describe('the health of the service', () => {
  it.each([
    ['ok\nlast backup 2026-11-20\n', { answered: true, late: false, backup: '2026-11-20' }],
    ['publishing is late\nno backup yet\n', { answered: true, late: true, backup: null }],
    ['ok\n', { answered: false }],
    ['ok\nlast backup 2026-13-01\n', { answered: false }],
    ['<!doctype html>', { answered: false }],
    ['', { answered: false }],
  ] satisfies [string, Health][])('is read from %j', (body, health) => {
    expect(readHealth(body)).toEqual(health);
  });
});
