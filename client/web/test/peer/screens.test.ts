// @vitest-environment happy-dom
// Every screen of a doctor and of a supporter in every state; what they say, and what they never do.

import { h } from 'preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Visit } from '../../src/core/messages.ts';
import type { Pair } from '../../src/core/peer_messages.ts';
import { newsOf } from '../../src/peer/home.tsx';
import { forgetDrafts } from '../../src/personal/drafts.ts';
import { VisitScreen } from '../../src/personal/personal.tsx';
import type { Screen } from '../../src/personal/screen.ts';
import { fill, texts } from '../../src/texts/texts.ts';
import { checkPage, choose, draw, heading, press, text, type } from '../personal/page.ts';
import { asked, engagement, navAt, prepare } from '../personal/world.ts';
import { agreement, doctorVisit, pair, peerOf, scheme, supporterVisit } from './sample.ts';

vi.mock('../../src/core/core.ts', async () => ({
  core: (await import('../personal/world.ts')).fakeCore,
}));

const t = texts.peer;

function show(screen: Screen, visit: Visit) {
  const nav = navAt(screen);
  const place = draw(h(VisitScreen, { nav, everybody: scheme, visit }));
  return { nav, place };
}
const did = (): unknown[] =>
  asked.filter(({ kind }) => kind === 'do').map(({ ask }) => (ask as { intent: unknown }).intent);

beforeEach(() => {
  forgetDrafts();
  document.title = texts.app.title;
  prepare({ do: () => doctorVisit(), checkCode: () => ({ ok: true }) });
});

const questions = (name: 'apply' | 'agree' | 'pairFeedback', count: number): Screen[] =>
  Array.from({ length: count + 1 }, (_, at) =>
    name === 'apply' ? { name, at } : { name, at, pair: 3 },
  );
const screens: Screen[] = [
  { name: 'home' },
  { name: 'join' },
  { name: 'optOut' },
  { name: 'optIn' },
  { name: 'withdraw' },
  { name: 'aboutScheme' },
  { name: 'statement' },
  { name: 'wishes' },
  ...(Object.keys(t.done.next) as (keyof typeof t.done.next)[]).map((act): Screen => ({
    name: 'peerDone',
    act,
  })),
  ...(
    [
      'pair',
      'introduce',
      'remind',
      'another',
      'relationship',
      'agreement',
      'agreementSheet',
      'emptyAgreement',
      'feedbackReceived',
    ] as const
  ).map((name): Screen => ({ name, pair: 3 })),
  { name: 'pair', pair: 9 },
  { name: 'engagement', engagement: 1 },
  { name: 'offer', engagement: 1 },
  { name: 'times', engagement: 1 },
  { name: 'held', engagement: 1 },
  ...questions('apply', 7),
  ...questions('agree', 7),
  ...questions('pairFeedback', 4),
];

const pairs: Pair[] = [
  pair,
  { ...pair, here: false, engagement: null, introduce: true, met: [] },
  { ...pair, agreement, feedbackDue: true, mayRemind: true },
  { ...pair, agreement: { ...agreement, mine: false }, optedOut: true, cameBack: true },
  {
    ...pair,
    agreement: { ...agreement, whole: true, over: true, howOften: '' },
    feedback: { answers: [4, 1, 2], text: '' },
  },
];
const accepted = { ...engagement, phase: 'accepted' } as const;
const slot = { start: 1796144400, place: 'Room 3' };
const engagements = [
  [],
  [accepted],
  [{ ...accepted, offer: 1, slots: [slot] }],
  [{ ...accepted, offer: 1, slots: [slot], chosen: 1 }],
  [{ ...accepted, agreed: 5, held: 4, agreedSlot: slot }],
];

describe('a screen of a near-peer scheme', () => {
  it.each(screens.map((screen) => [JSON.stringify(screen), screen] as const))('%s', (_, screen) => {
    for (const each of pairs) {
      for (const visit of [doctorVisit, supporterVisit]) {
        for (const of of engagements) {
          checkPage(show(screen, visit({ pairs: [each] }, { engagements: of })).place);
        }
      }
    }
    for (const standing of ['in', 'opted-out', 'withdrawn'] as const) {
      for (const [joined, known] of [
        [false, false],
        [true, false],
        [true, true],
      ] as const) {
        // prettier-ignore
        const change = { standing, joined, known, pairs: [], statement: 'Sotto statement 1\n' };
        checkPage(show(screen, doctorVisit(change)).place);
        checkPage(show(screen, supporterVisit(change)).place);
      }
    }
  });
});

describe('a doctor', () => {
  it('who is new is asked for the invitation of the letter and nothing else', () => {
    show({ name: 'home' }, doctorVisit({ joined: false, known: false, pairs: [] }));
    expect(text()).toContain(t.standing.notJoined.colleague);
    expect(text()).not.toContain(t.home.links.optOut);
    expect(text()).not.toContain(texts.colleague.home.choose);
  });

  it('enters it as it was typed', async () => {
    show({ name: 'join' }, doctorVisit({ joined: false }));
    await type('invitation', 'abcd-efgh');
    await press();
    expect(did()).toEqual([{ kind: 'join', invitation: 'abcd-efgh' }]);
  });

  it('reads of an invitation what is wrong with it, and not of a slip', async () => {
    for (const refusal of ['length', 'character', 'wrong_log'] as const) {
      prepare({ checkCode: () => ({ refusal }) });
      show({ name: 'join' }, doctorVisit({ joined: false }));
      await type('invitation', 'abcd-efgh');
      await press();
      expect(text()).toContain(t.join.refusals[refusal]);
      expect(text()).not.toContain(texts.personal.codeRefusals[refusal]);
    }
    expect(did()).toEqual([]);
  });

  it('opts out without telling the supporter unless they say so', async () => {
    show({ name: 'optOut' }, doctorVisit());
    await press(t.optOut.button);
    expect(did()).toEqual([{ kind: 'optOut', tell: false }]);
    prepare({ do: () => doctorVisit() });
    show({ name: 'optOut' }, doctorVisit());
    await choose('tell-2');
    await press(t.optOut.button);
    expect(did()).toEqual([{ kind: 'optOut', tell: true }]);
  });

  it('is told that the first words are the supporter’s, and never that they are late', () => {
    show({ name: 'pair', pair: 3 }, doctorVisit({ pairs: [{ ...pair, introduce: true }] }));
    expect(text()).toContain(t.pair.first.colleague);
    expect(text()).not.toContain(t.pair.first.late);
    // Who need do nothing sees no button that is for the one next thing.
    expect(document.querySelector('.nhsuk-button')).toBeNull();
    expect(text()).toContain(t.pair.buttons.write);
  });

  it('is asked for feedback when it is time, and has three answers and a preview', async () => {
    show({ name: 'pair', pair: 3 }, doctorVisit({ pairs: [{ ...pair, feedbackDue: true }] }));
    expect(text()).toContain(t.pair.feedbackDue);
    for (let at = 0; at < 3; ++at) {
      const { nav } = show({ name: 'pairFeedback', pair: 3, at }, doctorVisit());
      await press();
      expect(text()).toContain(t.feedback.empty);
      await choose(`answer-${at + 1}-4`);
      await press();
      expect(nav.went).toEqual([{ name: 'pairFeedback', pair: 3, at: at + 1, change: false }]);
    }
    show({ name: 'pairFeedback', pair: 3, at: 3 }, doctorVisit());
    await type('words', 'Thank\nyou');
    show({ name: 'pairFeedback', pair: 3, at: 4 }, doctorVisit());
    expect(text()).toContain('Thank you');
    await press();
    const feedback = { answers: [4, 4, 4], text: 'Thank you' };
    expect(did()).toEqual([{ kind: 'giveFeedback', pair: 3, feedback }]);
  });

  it('writes to the director about the two of them by a way that is not another pairing', async () => {
    const { nav } = show({ name: 'relationship', pair: 3 }, doctorVisit());
    expect(document.querySelector('a[href="/concern"]')).not.toBeNull();
    await press(t.relationship.button);
    expect(text()).toContain(t.text.empty);
    await type('text', 'x'.repeat(601));
    await press(t.relationship.button);
    expect(text()).toContain(t.text.tooLong);
    expect(did()).toEqual([]);
    await type('text', 'one\ntwo');
    await press(t.relationship.button);
    expect(did()).toEqual([{ kind: 'tellRelationship', pair: 3, text: 'one two' }]);
    expect(nav.went.at(-1)).toEqual({ name: 'peerDone', act: 'tellRelationship' });
  });

  it('reads why, where something cannot be done', async () => {
    prepare({ do: () => ({ refusal: 'no_room' }) });
    show({ name: 'another', pair: 3 }, doctorVisit());
    await press(t.another.button);
    expect(text()).toContain(texts.personal.refusals.no_room);
  });
});

describe('a supporter', () => {
  it('is told whom to tell for a rest, and has nothing to pause', () => {
    const rest = (): boolean => text().includes(t.rest.summary);
    show({ name: 'home' }, supporterVisit());
    expect(rest()).toBe(true);
    expect(text()).not.toContain(texts.supporter.links.pause);
    show({ name: 'home' }, supporterVisit({ standing: 'withdrawn', pairs: [] }));
    expect(rest()).toBe(false);
    show({ name: 'home' }, doctorVisit());
    expect(rest()).toBe(false);
  });

  it('goes back to an answer that another answer has made wrong', async () => {
    for (const [at, id, value] of [
      [0, 'name', 'Kim Sample'],
      [1, 'email', 'kim@example.org'],
    ] as const) {
      show({ name: 'apply', at }, supporterVisit());
      await type(id, value);
    }
    show({ name: 'apply', at: 2 }, supporterVisit());
    await choose('supervisor');
    show({ name: 'apply', at: 3 }, supporterVisit());
    await type('supervisor-name', 'Dr Over');
    await type('supervisor-email', 'over@example.org');
    show({ name: 'apply', at: 4 }, supporterVisit());
    await choose('declaration');
    show({ name: 'apply', at: 6 }, supporterVisit());
    await choose('module-3');
    show({ name: 'apply', at: 2, change: true }, supporterVisit());
    await choose('supervisor-2');
    const { nav } = show({ name: 'apply', at: 7 }, supporterVisit());
    await press(t.apply.check.button);
    expect(did()).toEqual([]);
    expect(nav.went).toEqual([{ name: 'apply', at: 4, change: true }]);
    show({ name: 'apply', at: 4, change: true }, supporterVisit());
    expect(text()).toContain(t.apply.declaration.box.appraiser);
    await choose('declaration');
    show({ name: 'apply', at: 7 }, supporterVisit());
    await press(t.apply.check.button);
    expect(did()).toMatchObject([
      { kind: 'apply', application: { supervisor: 'appraiser', matchedOn: [], module: 'not-yet' } },
    ]);
  });

  it('has no box ticked and nothing filled in beforehand', () => {
    for (let at = 0; at < 7; ++at) {
      show({ name: 'apply', at }, supporterVisit());
      expect(document.querySelectorAll('input:checked').length).toBe(0);
      for (const field of document.querySelectorAll<HTMLInputElement>('input[type=text], textarea'))
        expect(field.value).toBe('');
    }
  });

  it('is reminded of the introduction alone, and has words for it', async () => {
    const late = { ...pair, introduce: true, email: 'robin@example.org' };
    show({ name: 'pair', pair: 3 }, supporterVisit({ pairs: [late] }));
    expect(text()).toContain(t.pair.first.late);
    show({ name: 'introduce', pair: 3 }, supporterVisit({ pairs: [late] }));
    expect(heading()).toContain('Robin Invented');
    expect(text()).toContain(t.introduce.template);
    expect(text()).toContain('robin@example.org');
    await press(t.introduce.button);
    expect(did()).toEqual([{ kind: 'accept', engagement: 1 }]);
  });

  it('has no way to end, to block or to say that they cannot', () => {
    const { place } = show({ name: 'pair', pair: 3 }, supporterVisit());
    for (const word of [texts.supporter.support.end, texts.supporter.support.block])
      expect(place.textContent).not.toContain(word);
  });

  it('walks the guided steps for a risk to others', async () => {
    const { nav } = show({ name: 'relationship', pair: 3 }, supporterVisit());
    await press(t.relationship.steps);
    expect(nav.went).toEqual([{ name: 'concern' }]);
  });

  it('says that they are there no more often than the scheme lets them', () => {
    const never = { ...pair, mayRemind: false };
    show({ name: 'pair', pair: 3 }, supporterVisit({ pairs: [never] }));
    expect(text()).not.toContain(t.pair.buttons.remind);
    show({ name: 'remind', pair: 3 }, supporterVisit({ pairs: [never] }));
    expect(heading()).not.toBe(fill(t.remind.heading, { name: pair.name }));
  });
});

describe('news', () => {
  it('is said once each, and what is wrong stands among the alarms', () => {
    const notices = (['unpaired', 'paired', 'paired', 'not_senior'] as const).map((news) => ({
      kind: 'peer_changed' as const,
      news,
      pair: 0,
    }));
    const visit = doctorVisit({}, { notices });
    expect(newsOf(visit)).toEqual([t.news.unpaired, t.news.paired]);
    show({ name: 'home' }, visit);
    expect(document.querySelector('.nhsuk-card--warning')?.textContent).toContain(
      t.news.not_senior,
    );
  });

  it('of a scheme that is none changes nothing', () => {
    const place = draw(
      h(VisitScreen, {
        nav: navAt({ name: 'home' }),
        everybody: { ...scheme, nearPeer: null },
        visit: doctorVisit({}, { peer: peerOf() }),
      }),
    );
    expect(place.querySelector('h1')?.textContent).toBe(texts.colleague.home.heading);
  });
});
