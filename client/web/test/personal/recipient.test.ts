// @vitest-environment happy-dom
// A recipient from the slip to the record, and an auditor who checks it.

import { h } from 'preact';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Audit, AuditFound } from '../../src/concern/audit.tsx';
import { freePlace } from '../../src/concern/place.tsx';
import type { Audited, AuditRefusal, Everybody, HeldConcern } from '../../src/core/messages.ts';
import { encodeIntent } from '../../src/core/wire.ts';
import { forgetDrafts } from '../../src/personal/drafts.ts';
import { Personal } from '../../src/personal/personal.tsx';
import { startRouter } from '../../src/router.ts';
import { loadScheme } from '../../src/scheme.ts';
import { forgetScreens } from '../../src/screens.ts';
import { texts } from '../../src/texts/texts.ts';
import { acknowledgeStop, startVisits } from '../../src/visit.ts';
import { aWay } from '../lead/page.ts';
import { choose, draw, heading, press, settle, text, type } from './page.ts';
import { asked, everybody, prepare, report, visitOf, withConcerns, words } from './world.ts';

vi.mock('../../src/core/core.ts', async () => ({ core: (await import('./world.ts')).fakeCore }));

const t = texts.concern;
const p = t.place;
const ok = { ok: true } as const;
const saved: Blob[] = [];

beforeAll(() => {
  startRouter();
  startVisits();
  URL.createObjectURL = (of) => `blob:${saved.push(of as Blob)}`;
  URL.revokeObjectURL = () => undefined;
});

async function start(scheme: Everybody): Promise<void> {
  prepare({ everybody: () => scheme });
  report({ kind: 'stopped', stopped: { failure: 'no_answer' } });
  acknowledgeStop();
  forgetScreens();
  forgetDrafts();
  await loadScheme();
  draw(h(Personal, {}));
  await settle(60);
}

const recipient = (change: Parameters<typeof visitOf>[0] = {}) =>
  visitOf({
    role: 'recipient',
    sixWords: ['one', 'two', 'three', 'four', 'five', 'six'],
    ...change,
  });

async function open(
  visit = recipient(),
  answers: Parameters<typeof prepare>[0] = {},
  scheme = withConcerns,
): Promise<void> {
  await start(scheme);
  prepare({
    everybody: () => scheme,
    checkWords: () => ok,
    open: () => visit,
    do: () => visit,
    ...answers,
  });
  await type('words', words.join(' '));
  await press(texts.personal.words.button);
}

const wishes = (): unknown[] =>
  asked.filter(({ kind }) => kind === 'do').map(({ ask }) => (ask as { intent: unknown }).intent);

describe('the role of a recipient', () => {
  async function toRoles(scheme: Everybody): Promise<void> {
    await start(scheme);
    await press(texts.personal.words.firstLink);
    await press();
    expect(heading()).toBe(texts.personal.role.heading);
  }

  it('is one of three where the scheme has concerns, and of two otherwise', async () => {
    await toRoles(everybody);
    expect(text()).not.toContain(texts.personal.role.recipient);
    await toRoles(withConcerns);
    expect(text()).toContain(texts.personal.role.recipient);
  });
});

describe('a place', () => {
  const mine = { place: 1, title: 'Clinical lead, second', signed: false, director: false };

  it('is the first that nobody has', () => {
    expect(freePlace(withConcerns)).toBe(1);
    expect(freePlace(everybody)).toBe(0);
    const recipients = [0, 1, 2, 3, 4, 5, 6, 7].map((place) => ({ place, title: 't', words: [] }));
    expect(
      freePlace({ ...withConcerns, concerns: { quorum: 1, hours: 4, recipients } }),
    ).toBeNull();
  });

  it('is written with a title, and handed to the leads', async () => {
    await open(recipient(), { propose: () => ok });
    expect(text()).toContain(p.none);
    await press(p.write);
    await press();
    expect(text()).toContain(p.form.empty);
    await type('title', 'x'.repeat(81));
    await press();
    expect(text()).toContain(p.form.tooLong);
    expect(wishes()).toEqual([]);
    await type('title', ` ${mine.title} `);
    await press();
    expect(wishes()).toEqual([{ kind: 'beRecipient', place: 1, title: mine.title }]);
    expect(heading()).toBe(p.sixWords.heading);
    for (const part of [p.sixWords.handed, 'three', p.sixWords.two]) expect(text()).toContain(part);
    expect(asked.at(-1)?.kind).toBe('propose');
  });

  it('can be that of somebody who is there', async () => {
    await open(recipient(), { propose: () => ok });
    await press(p.write);
    await type('title', 'Medical director, new');
    await choose('place-3');
    await press();
    expect(wishes()).toEqual([{ kind: 'beRecipient', place: 2, title: 'Medical director, new' }]);
  });

  it('says so when it could not be handed over', async () => {
    await open(recipient(), { propose: () => ({ failure: 'no_answer' }) });
    await press(p.write);
    await type('title', mine.title);
    await press();
    expect(text()).toContain(p.sixWords.notHanded);
    expect(text()).not.toContain(p.sixWords.handed);
  });

  it('waits for the leads, and is told when it is signed', async () => {
    await open(recipient({ place: mine }));
    expect(text()).toContain('The log does not have you so');
    await press(p.words);
    expect(text()).toContain(p.sixWords.how[0]);
    await open(recipient({ place: { ...mine, signed: true } }));
    expect(text()).toContain(`Supporters can seal concerns to you as: ${mine.title}.`);
    await press(p.words);
    expect(text()).toContain(p.sixWords.signed);
    expect(document.querySelector('form')).toBeNull();
  });

  it('is handed to the core in the order that it reads', () => {
    expect([...encodeIntent({ kind: 'beRecipient', place: 2, title: 'AB' })]).toEqual([
      14, 2, 0, 2, 65, 66,
    ]); // prettier-ignore
  });
});

describe('the decision record', () => {
  const held: HeldConcern = {
    number: 7,
    published: '2026-11-22',
    phase: 'open',
    shares: 1,
    quorum: 1,
    acknowledged: true,
    outcome: 'advice',
    recorded: false,
    drill: false,
    steps: 'ab'.repeat(16),
    answers: [{ step: 0, code: 2 }],
    fields: [{ field: 1, text: 'A risk' }],
  };
  const r = t.held.record;
  const see = () => press(`${t.held.look} Published on 22 November 2026`);

  it('is saved as it comes from the core', async () => {
    await open(recipient({ held: [{ ...held, recorded: true }] }), {
      record: () => ({ file: Uint8Array.of(1, 2, 3) }),
    });
    await see();
    expect(text()).toContain(r.whole);
    await press(r.button);
    expect(asked.at(-1)).toEqual({ kind: 'record', ask: { concern: 7 } });
    expect(saved.at(-1)?.size).toBe(3);
  });

  it('says what is not in it yet, and why there is none', async () => {
    await open(recipient({ held: [held] }), { record: () => ({ refusal: 'concern_sealed' }) });
    await see();
    expect(text()).toContain(r.notYet);
    const before = saved.length;
    await press(r.button);
    expect(text()).toContain(texts.personal.refusals.concern_sealed);
    expect(saved.length).toBe(before);
  });

  it('is not there for what cannot be read', async () => {
    await open(recipient({ held: [{ ...held, phase: 'asked' }] }));
    await see();
    expect(text()).not.toContain(r.button);
  });
});

describe('an auditor', () => {
  const found: Audited = {
    envelope: 'cd'.repeat(32),
    drill: true,
    steps: 'ab'.repeat(16),
    answers: [
      { step: 0, code: 2 },
      { step: 5, code: 4 },
    ],
    week: '2026-11-16',
    published: '2026-11-20',
    opened: '2026-11-21',
    place: 2,
    reason: 'other-absent',
    acknowledged: '2026-11-22',
    outcome: { what: 'referred-on', on: '2026-11-23' },
  };
  const a = t.audit;

  function give(way: ReturnType<typeof aWay>, size = 10): void {
    draw(h(Audit, { way }));
    const input = document.getElementById('record') as HTMLInputElement;
    Object.defineProperty(input, 'files', { value: [new File([new Uint8Array(size)], 'record')] });
  }

  it('sees what the log bears out, with the day of each', async () => {
    const way = aWay();
    prepare({ audit: () => found });
    give(way);
    await press();
    expect(way.went).toEqual([{ name: 'audited', found }]);
    draw(h(AuditFound, { way, everybody: withConcerns, found }));
    for (const part of [
      t.held.drill,
      '16 November 2026',
      '20 November 2026',
      '21 November 2026, by: Medical director',
      t.held.open.reasons['other-absent'],
      '22 November 2026',
      `${t.outcomes['referred-on']}, 23 November 2026`,
      'Danger?',
      a.today,
      a.nothingElse,
    ]) {
      expect(text()).toContain(part);
    }
  });

  it('sees what is not in the record, and numbers where other steps were walked', () => {
    const little = { ...found, steps: '00'.repeat(16), acknowledged: null, outcome: null };
    draw(h(AuditFound, { way: aWay(), everybody: withConcerns, found: little }));
    expect(text().split(a.notInRecord).length).toBe(3);
    expect(text()).toContain('answer 4');
    expect(text()).not.toContain('Danger?');
  });

  it.each(Object.keys(a.refusals) as AuditRefusal[])('is told why: %s', async (refusal) => {
    const way = aWay();
    prepare({ audit: () => ({ refusal }) });
    give(way);
    await press();
    expect(way.went).toEqual([]);
    expect(text()).toContain(a.refusals[refusal]);
  });

  it('gives a file, and none that is far too large', async () => {
    const way = aWay();
    prepare({});
    draw(h(Audit, { way }));
    await press();
    expect(text()).toContain(a.empty);
    give(way, 100_000);
    await press();
    expect(text()).toContain(a.refusals.not_a_record);
    expect(asked).toEqual([]);
  });
});
