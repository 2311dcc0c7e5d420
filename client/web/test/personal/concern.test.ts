// @vitest-environment happy-dom
// A supporter's walk through the guided steps, with steps of every kind, and the steps on paper.

import { h } from 'preact';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PaperForm } from '../../src/concern/paper.tsx';
import { codedAnswers, lengthBand, noAnswers, pathOf } from '../../src/concern/walk.ts';
import type { Everybody, HeldConcern, SealedConcern } from '../../src/core/messages.ts';
import { encodeIntent } from '../../src/core/wire.ts';
import { forgetDrafts } from '../../src/personal/drafts.ts';
import { Personal } from '../../src/personal/personal.tsx';
import { startRouter } from '../../src/router.ts';
import { loadScheme } from '../../src/scheme.ts';
import { forgetScreens } from '../../src/screens.ts';
import { texts } from '../../src/texts/texts.ts';
import { acknowledgeStop, startVisits } from '../../src/visit.ts';
import { choose, draw, heading, press, settle, text, type } from './page.ts';
import {
  asked,
  concernSteps,
  everybody,
  prepare,
  report,
  supporterVisitOf,
  visitOf,
  withConcerns,
  words,
} from './world.ts';

vi.mock('../../src/core/core.ts', async () => ({ core: (await import('./world.ts')).fakeCore }));

const t = texts.concern;
const home = texts.supporter.home.heading;
const ok = { ok: true } as const;

beforeAll(() => {
  startRouter();
  startVisits();
});

// held: it is a recipient's.
async function open(
  scheme: Everybody = withConcerns,
  sealed: SealedConcern[] = [],
  held: HeldConcern[] | null = null,
): Promise<void> {
  const visit = held === null ? supporterVisitOf({ sealed }) : visitOf({ role: 'recipient', held });
  prepare({ everybody: () => scheme });
  report({ kind: 'stopped', stopped: { failure: 'no_answer' } });
  acknowledgeStop();
  forgetScreens();
  forgetDrafts();
  await loadScheme();
  draw(h(Personal, {}));
  await settle(60);
  prepare({ everybody: () => scheme, checkWords: () => ok, open: () => visit, do: () => visit });
  await type('words', words.join(' '));
  await press(texts.personal.words.button);
}

// The first question.
async function begin(button = t.begin.button): Promise<void> {
  await open();
  await press(t.link);
  await press(button);
}

// Radios and ticks by their place on the page; the telephone stands above every button.
async function answer(...places: number[]): Promise<void> {
  for (const place of places) await choose(place === 1 ? 'answer' : `answer-${place}`);
  expect(text()).toContain('01632 960011');
  await press();
}

async function toCheck(named = 2): Promise<void> {
  await answer(2);
  await answer(1);
  await answer(1, 2);
  await answer(1, 2);
  await answer(named);
  if (named === 1) await type('answer-0', 'Somebody invented');
  await type('answer-1', 'A risk');
  await press();
}

const wishes = (): unknown[] =>
  asked.filter(({ kind }) => kind === 'do').map(({ ask }) => (ask as { intent: unknown }).intent);

describe('the guided steps', () => {
  beforeEach(() => begin());

  it('ask for immediate danger first, and danger leads to the telephone and out', async () => {
    expect(heading()).toBe('Danger?');
    await answer(1);
    expect(heading()).toBe('Telephone now');
    expect(text()).toContain('01632 960011');
    await press(t.stop.telephoned);
    expect(heading()).toBe(home);
    expect(wishes()).toEqual([]);
  });

  it('refuse to go on without an answer', async () => {
    await press();
    expect(heading()).toBe('Danger?');
    expect(text()).toContain(t.choose);
  });

  it('say above the button of every page whom to telephone', () => {
    const button = document.querySelector('form button');
    const numbers = document.querySelector('form .sotto-telephones');
    expect(numbers?.nextElementSibling).toBe(button);
  });

  it('stop for a risk to oneself alone, unless one of three things is so', async () => {
    await answer(2);
    await answer(2);
    expect(heading()).toBe('Their decision');
    await press(t.stop.button);
    expect(heading()).toBe(home);
  });

  it('go on from there, or back to the question, which is then asked anew', async () => {
    await answer(2);
    await answer(2);
    await answer(2);
    expect(heading()).toBe('Who?');
    expect((document.getElementById('answer-2') as HTMLInputElement).checked).toBe(false);
    await answer(2);
    await answer(1);
    expect(heading()).toBe('Considered?');
  });

  it('want everything considered', async () => {
    await answer(2);
    await answer(1);
    await answer(1);
    expect(heading()).toBe('Considered?');
    expect(text()).toContain(t.tickAll);
  });

  it('name the recipients with the words of their keys, and want one', async () => {
    await answer(2);
    await answer(1);
    await answer(1, 2);
    expect(text()).toContain('a b c d e f');
    await press();
    expect(heading()).toBe('Who needs to know?');
    expect(text()).toContain(t.recipients.empty);
  });

  it('end where somebody outside is meant', async () => {
    await answer(2);
    await answer(1);
    await answer(1, 2);
    await press('Somebody outside');
    expect(heading()).toBe('Tell them yourself');
    await press(t.stop.button);
    expect(heading()).toBe(home);
  });

  it('ask for a name only where one is needed, and seal none otherwise', async () => {
    await toCheck(1);
    expect(heading()).toBe('Check');
    expect(text()).toContain('Somebody invented');
    await press(`${texts.app.change} Named?`);
    await answer(2);
    expect(document.getElementById('answer-0')).toBeNull();
    await press();
    expect(text()).not.toContain('Somebody invented');
    await choose('declared');
    await press(t.check.button);
    expect(wishes()).toMatchObject([{ concern: { fields: [{ field: 1, text: 'A risk' }] } }]);
  });

  it('seal what was answered, and nothing before the declaration', async () => {
    await toCheck();
    await press(t.check.button);
    expect(text()).toContain(t.check.empty);
    expect(wishes()).toEqual([]);
    await choose('declared');
    await press(t.check.button);
    expect(wishes()).toEqual([
      {
        kind: 'seal',
        concern: {
          drill: false,
          steps: 'ab'.repeat(16),
          answers: [[0, 2], [2, 1], [4, 3], [5, 5], [7, 2], [8, 1], [9, 1]].map(
            ([step, code]) => ({ step, code }),
          ), // prettier-ignore
          fields: [{ field: 1, text: 'A risk' }],
          recipients: [0, 2],
        },
      },
    ]);
    expect(heading()).toBe(t.sealed.heading);
    expect(text()).toContain('Medical director');
    expect(text()).toContain('01632 960011');
  });

  it('keep nothing when they are left', async () => {
    await toCheck();
    await press(t.check.leave);
    expect(heading()).toBe(home);
    await press(t.link);
    await press(t.begin.button);
    expect(document.querySelectorAll('input:checked').length).toBe(0);
    expect(wishes()).toEqual([]);
  });
});

describe('a drill', () => {
  it('says so on every page and is sealed as one', async () => {
    await begin(t.begin.drill);
    expect(text()).toContain(t.drill);
    await toCheck();
    expect(text()).toContain(t.drill);
    await choose('declared');
    await press(t.check.button);
    expect(wishes()).toMatchObject([{ concern: { drill: true } }]);
  });
});

describe('a supporter’s own concerns', () => {
  const sealed: SealedConcern = {
    number: 1,
    sealed: 1796144400,
    recipients: [0],
    opened: [],
    overdue: false,
  };

  it('name the telephone when nobody has opened one in time', async () => {
    await open(withConcerns, [sealed]);
    expect(text()).toContain(t.own.notOpened);
    expect(text()).not.toContain(t.own.overdueHeading);
    await open(withConcerns, [{ ...sealed, overdue: true }]);
    expect(text()).toContain(t.own.overdueHeading);
    expect(text()).toContain('01632 960011');
  });

  it('say who has opened it and what came of it', async () => {
    const opened = [{ place: 0, acknowledged: true, outcome: 'local-action' as const }];
    await open(withConcerns, [{ ...sealed, opened }]);
    expect(text()).toContain('Clinical lead, first has opened and acknowledged it.');
    expect(text()).toContain(t.outcomes['local-action']);
  });

  it('are not offered where nobody can seal one', async () => {
    await open({ ...withConcerns, concerns: null });
    expect(text()).not.toContain(t.link);
    await open(everybody);
    expect(text()).not.toContain(t.link);
  });
});

describe('a recipient', () => {
  const held: HeldConcern = {
    number: 7,
    published: '2026-11-22',
    phase: 'sealed',
    shares: 1,
    quorum: 1,
    acknowledged: false,
    outcome: null,
    recorded: false,
    drill: true,
    steps: 'ab'.repeat(16),
    answers: [
      { step: 0, code: 2 },
      { step: 4, code: 3 },
      { step: 5, code: 5 },
      { step: 8, code: 1 },
    ],
    fields: [{ field: 1, text: 'A risk' }],
  };
  const h = t.held;

  it('sees that there is nothing', async () => {
    await open(withConcerns, [], []);
    expect(text()).toContain(h.none);
  });

  it('opens one with a reason, and reads nothing of it before', async () => {
    await open(withConcerns, [], [held]);
    await press(`${h.look} Published on 22 November 2026`);
    expect(text()).not.toContain('A risk');
    await press(h.open.button);
    expect(text()).toContain(h.open.empty);
    await choose('reason');
    await press(h.open.button);
    expect(wishes()).toEqual([{ kind: 'openConcern', concern: 7, reason: 'addressed' }]);
  });

  it('waits for other recipients where it takes several', async () => {
    await open(withConcerns, [], [{ ...held, phase: 'shares', quorum: 2 }]);
    expect(text()).toContain('1 of 2 recipients');
    await press(`${h.look} Published on 22 November 2026`);
    expect(text()).not.toContain('A risk');
  });

  it('reads an open one in the steps that were walked, and acknowledges it', async () => {
    await open(withConcerns, [], [{ ...held, phase: 'open' }]);
    await press(`${h.look} Published on 22 November 2026`);
    for (const part of ['A risk', 'Danger?', 'No', 'Medical director', h.drill]) {
      expect(text()).toContain(part);
    }
    await press(h.read.acknowledge);
    expect(wishes()).toEqual([{ kind: 'acknowledgeConcern', concern: 7 }]);
  });

  it('shows numbers alone where other steps were walked', async () => {
    await open(withConcerns, [], [{ ...held, phase: 'open', steps: '00'.repeat(16) }]);
    await press(`${h.look} Published on 22 November 2026`);
    expect(text()).toContain(h.read.other);
    expect(text()).toContain('answer 5');
    expect(text()).not.toContain('Medical director');
  });

  it('says what came of it, once', async () => {
    const acknowledged = { ...held, phase: 'open' as const, acknowledged: true };
    await open(withConcerns, [], [acknowledged]);
    await press(`${h.look} Published on 22 November 2026`);
    await choose('outcome-3');
    await press(h.read.outcomeButton);
    expect(wishes()).toEqual([{ kind: 'sayOutcome', concern: 7, outcome: 'local-action' }]);
    await open(withConcerns, [], [{ ...acknowledged, outcome: 'advice' }]);
    await press(`${h.look} Published on 22 November 2026`);
    expect(text()).toContain(h.read.outcomes.advice);
    expect(document.getElementById('outcome')).toBeNull();
  });
});

describe('the steps on paper', () => {
  async function paper(scheme: Everybody): Promise<void> {
    prepare({ everybody: () => scheme });
    await loadScheme();
    draw(h(PaperForm, {}));
    await settle(60);
  }

  it('have every question, answer, field and number, and where each leads', async () => {
    await paper(withConcerns);
    for (const step of concernSteps.steps) {
      expect(text()).toContain(step.question);
      for (const { label, next } of step.choices) {
        expect(text()).toContain(label);
        if (next !== null) expect(text()).toContain(`question ${next + 1}`);
      }
      for (const { label } of step.fields) expect(text()).toContain(label);
    }
    expect(text()).toContain('01632 960011');
    expect(text()).toContain(t.paper.unchecked);
    expect(text()).toContain('abababababababab');
  });

  it('say so where there are none', async () => {
    await paper(everybody);
    expect(text()).toContain(t.paper.notOffered);
  });
});

describe('walking', () => {
  it('has a whole path only with every answer', () => {
    const answers = { ...noAnswers(false), codes: { 0: 2, 2: 1, 4: 3, 5: 1, 7: 2, 8: 1 } };
    expect(pathOf(concernSteps, answers)).toEqual([0, 2, 4, 5, 7, 8, 9]);
    expect(codedAnswers(concernSteps, answers)?.length).toBe(7);
    const missing = { 0: 2, 2: 1, 5: 1, 7: 2, 8: 1 };
    expect(codedAnswers(concernSteps, { ...answers, codes: missing })).toBeNull();
  });

  it('does not go round in circles', () => {
    const answers = { ...noAnswers(false), codes: { 0: 2, 2: 2, 3: 2 } };
    expect(pathOf(concernSteps, answers)).toEqual([0, 2, 3]);
    expect(codedAnswers(concernSteps, answers)).toBeNull();
  });

  it('tells the length of what was written in bands of bytes', () => {
    expect([0, 250, 251, 500, 1000, 1001].map((n) => lengthBand(['x'.repeat(n)]))).toEqual([
      1, 1, 2, 2, 3, 4,
    ]);
    expect(lengthBand(['é'.repeat(126)])).toBe(2);
  });

  it('is handed to the core in the order that it reads', () => {
    const concern = {
      drill: true,
      steps: '07'.repeat(16),
      answers: [{ step: 0, code: 2 }],
      fields: [{ field: 1, text: 'A' }],
      recipients: [0, 2],
    };
    const opening = { kind: 'openConcern', concern: 258, reason: 'other-absent' } as const;
    expect([...encodeIntent(opening)]).toEqual([11, 0, 0, 1, 2, 3]);
    const outcome = { kind: 'sayOutcome', concern: 1, outcome: 'no-action' } as const;
    expect([...encodeIntent(outcome)]).toEqual([13, 0, 0, 0, 1, 2]);
    expect([...encodeIntent({ kind: 'seal', concern })]).toEqual([
      10, 1, ...Array<number>(16).fill(7), 1, 0, 2, 1, 1, 0, 1, 65, 2, 0, 2,
    ]); // prettier-ignore
  });
});
