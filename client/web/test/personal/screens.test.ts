// @vitest-environment happy-dom
// Every screen of every role in every state: one heading, words that belong here, a neutral title.

import { h } from 'preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Everybody, Visit } from '../../src/core/messages.ts';
import { EntryScreen, VisitScreen } from '../../src/personal/personal.tsx';
import type { Screen } from '../../src/personal/screen.ts';
import { texts } from '../../src/texts/texts.ts';
import { checkPage as check, draw, settle } from './page.ts';
import {
  engagements,
  everybody,
  navAt,
  prepare,
  supporterVisitOf,
  visitOf,
  words,
} from './world.ts';

vi.mock('../../src/core/core.ts', async () => ({ core: (await import('./world.ts')).fakeCore }));

function drawVisit(screen: Screen, visit: Visit, scheme: Everybody = everybody) {
  return draw(h(VisitScreen, { nav: navAt(screen), everybody: scheme, visit }));
}

beforeEach(() => {
  prepare({});
  document.title = texts.app.title;
});

const of = { role: 'colleague', code: 'x' } as const;
const entry: Screen[] = [
  { name: 'words' },
  { name: 'words', error: 'These words open no locker here.' },
  { name: 'first' },
  { name: 'role' },
  { name: 'code' },
  { name: 'code', error: 'This code is not known.' },
  { name: 'fresh', words, of },
  { name: 'askBack', words, of },
  { name: 'opening' },
  { name: 'problem', stopped: { failure: 'no_answer' }, again: () => undefined },
  { name: 'problem', stopped: { failure: 'refused', status: 'too_many_visits' } },
  { name: 'problem', stopped: { failure: 'refused', status: 'a status of tomorrow' } },
];

describe('a screen before a visit', () => {
  it.each(entry.map((screen) => [JSON.stringify(screen), screen] as const))(
    '%s',
    async (_, screen) => {
      check(draw(h(EntryScreen, { nav: navAt(screen), screen })));
      await settle();
      expect(document.querySelectorAll('h1').length).toBe(1);
    },
  );
});

const shared: Screen[] = [
  { name: 'home' },
  { name: 'newWords' },
  { name: 'fresh', words, of: 'move' },
  { name: 'askBack', words, of: 'move' },
  { name: 'moved' },
  { name: 'extend' },
  { name: 'extended' },
];
const colleagues: Screen[] = [
  ...shared,
  { name: 'choose' },
  { name: 'notice', supporter: 'aa' },
  { name: 'means', supporter: 'aa' },
  { name: 'check', supporter: 'aa', means: 'in-service', value: '' },
  { name: 'check', supporter: 'aa', means: 'phone', value: '01632 960123' },
  { name: 'done', supporter: 'aa' },
];
const supporters: Screen[] = [
  ...shared,
  { name: 'listing' },
  { name: 'checkListing', fields: [['name', 'Robin Invented']] },
  { name: 'sixWords' },
  { name: 'sixWords', handed: true },
  { name: 'sixWords', stopped: { failure: 'no_answer' } },
  { name: 'directory' },
  { name: 'days' },
  { name: 'careful' },
  { name: 'counts' },
  { name: 'pause' },
];

const states: Partial<Visit>[] = [
  {},
  { lastOpened: null, visits: 1, packsLeft: 1 },
  { moved: 'pending', extended: 'pending', packsLeft: 0, paused: true },
  { moved: 'done', extended: 'done', listed: true, ownListing: [['name', 'Robin Invented']] },
  { moved: 'refused', extended: 'refused', packsLeft: 16, ownId: 'zz' },
  {
    notices: [
      { kind: 'enquiry_shown', engagement: 1 },
      { kind: 'engagement_changed', engagement: 1 },
      { kind: 'cell_missing' },
      { kind: 'board_changed' },
      { kind: 'other_log', engagement: 1 },
      { kind: 'locker_put_back', engagement: 1 },
      { kind: 'own_listing_missing' },
      { kind: 'intent_lost', refusal: 'already_ended' },
      { kind: 'broker_restored' },
    ],
  },
];

describe('a screen of a visit', () => {
  it.each(colleagues.map((screen) => [screen.name, screen] as const))(
    'of a colleague: %s',
    (_, screen) => {
      for (const state of states) {
        check(drawVisit(screen, visitOf(state)));
        const all = Object.values(engagements);
        check(drawVisit(screen, visitOf({ ...state, engagements: all })));
      }
    },
  );

  it.each(supporters.map((screen) => [screen.name, screen] as const))(
    'of a supporter: %s',
    (_, screen) => {
      for (const state of states) {
        check(drawVisit(screen, supporterVisitOf(state)));
        const all = Object.values(engagements);
        check(drawVisit(screen, supporterVisitOf({ ...state, engagements: all })));
      }
    },
  );

  const ofEngagement = ['engagement', 'times', 'held', 'end', 'offer', 'block'] as const;
  it.each(Object.entries(engagements))('of an engagement: %s', (_, engagement) => {
    for (const name of ofEngagement) {
      const screen = { name, engagement: engagement.id };
      check(drawVisit(screen, visitOf({ engagements: [engagement] })));
      check(drawVisit(screen, supporterVisitOf({ engagements: [engagement] })));
    }
  });

  it('of an engagement that is gone is the home page', () => {
    const place = drawVisit({ name: 'engagement', engagement: 9 }, visitOf());
    expect(place.querySelector('h1')?.textContent).toBe(texts.colleague.home.heading);
  });

  it('says what a supporter needs to know of a meeting whose pass is not accepted', () => {
    const visit = supporterVisitOf({ engagements: [engagements['chosen'] ?? never()] });
    const place = drawVisit({ name: 'engagement', engagement: 1 }, visit);
    expect(place.textContent).toContain('This meeting is not confirmed yet');
  });

  it('shows alarms, and news only as what is there', () => {
    const place = drawVisit({ name: 'home' }, visitOf(states[5]));
    expect(place.textContent).toContain(texts.personal.notices.locker_put_back);
    expect(place.textContent).toContain(texts.personal.refusals.already_ended);
    expect(place.textContent).not.toContain(texts.personal.notices.engagement_changed);
  });

  it('copes with a scheme without visiting days, without texts and with one signature', () => {
    const bare = {
      ...everybody,
      visitingDays: [false, false, false, false, false, false, false],
      texts: {},
      leadSignatures: 1,
      directory: [],
      means: ['in-service' as const],
    };
    for (const screen of colleagues) check(drawVisit(screen, visitOf(), bare));
    for (const screen of supporters) {
      const visit = supporterVisitOf({ ownListing: [['name', 'Robin Invented']] });
      check(drawVisit(screen, visit, bare));
    }
  });
});

function never(): never {
  throw new Error('not there');
}
