// A scheme, visits and a core of their own for the tests of the personal screens. All names invented.

import type { Core } from '../../src/core/core.ts';
import type {
  ConcernSteps,
  Engagement,
  Everybody,
  GuidedStep,
  Questions,
  Report,
  Visit,
} from '../../src/core/messages.ts';
import type { Nav, Screen } from '../../src/personal/screen.ts';

type Answers = {
  [K in keyof Questions]?: (
    ask: Questions[K]['ask'],
  ) => Questions[K]['answer'] | Promise<Questions[K]['answer']>;
};

export const asked: { kind: keyof Questions; ask: unknown }[] = [];
let answers: Answers = {};
const listeners = new Set<(report: Report) => void>();

export function prepare(next: Answers): void {
  asked.length = 0;
  answers = { everybody: () => everybody, ...next };
}

export function report(of: Report): void {
  for (const listener of listeners) listener(of);
}

export const fakeCore: Pick<Core, 'ask' | 'onReport'> = {
  ask: (kind, ask) => {
    asked.push({ kind, ask });
    const answer = answers[kind];
    if (answer === undefined) throw new Error(`nobody prepared an answer to ${kind}`);
    return Promise.resolve(answer(ask));
  },
  onReport: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const everybody: Everybody = {
  origin: 'sotto.example/test',
  title: 'Listen to Connect (test)',
  relay: null,
  timeZone: 'Europe/London',
  genesis: '00'.repeat(32),
  texts: {
    'faq.5-confidentiality': 'What you say stays between the two of you.',
    'faq.6-limits': 'Confidentiality may not be absolute.',
  },
  signposts: [],
  means: ['in-service', 'phone', 'personal-email', 'work-email', 'pager', 'teams'],
  visitingDays: [true, false, true, false, true, false, false],
  engagementWeeks: 12,
  firstCommit: [10, 40],
  commitInterval: 300,
  leadSignatures: 2,
  directory: [
    { id: 'aa', offered: true, fields: [['name', 'Robin Invented'], ['site', 'Northsite']] }, // prettier-ignore
    { id: 'bb', offered: false, fields: [['name', 'Kim Sample']] },
  ],
  month: { today: '2026-11-22', textsReviewed: '2026-11-01', rosterInForce: 8, passKeys: [] },
  concernSteps: null,
  concerns: null,
  figures: { trustees: [], key: null, calendarQuarters: true, quarters: [], years: [] },
  nearPeer: null,
};

// The steps of every kind: danger → who → (themself) → considered → recipients → naming → facts → check.
const step = (change: Partial<GuidedStep>): GuidedStep => ({
  id: 'step',
  kind: 'choice',
  question: '',
  help: '',
  basis: '',
  next: null,
  choices: [],
  fields: [],
  ...change,
});
const choice = (code: number, label: string, next: number | null, named = false) => ({
  code,
  label,
  next,
  named,
});
export const concernSteps: ConcernSteps = {
  version: 'Test steps',
  hash: 'ab'.repeat(32),
  checked: '',
  telephones: [{ who: 'Lead', number: '01632 960011', lastChecked: '2026-11-01' }],
  steps: [
    step({
      id: 'danger',
      question: 'Danger?',
      basis: 'A principle',
      choices: [choice(1, 'Yes', 1), choice(2, 'No', 2)],
    }),
    step({ id: 'call', kind: 'telephone', question: 'Telephone now' }),
    step({
      id: 'who',
      question: 'Who?',
      choices: [choice(1, 'Patients', 4), choice(2, 'Themself', 3)],
    }),
    step({
      id: 'themself',
      kind: 'interruption',
      question: 'Their decision',
      choices: [choice(1, 'They agree', 4), choice(2, 'Others too', 2)],
    }),
    step({
      id: 'considered',
      kind: 'ticks',
      question: 'Considered?',
      next: 5,
      choices: [choice(1, 'One', null), choice(2, 'Two', null)],
    }),
    step({
      id: 'recipients',
      kind: 'recipients',
      question: 'Who needs to know?',
      next: 7,
      choices: [choice(1, 'Somebody outside', 6)],
    }),
    step({ id: 'outside', kind: 'interruption', question: 'Tell them yourself' }),
    step({
      id: 'naming',
      question: 'Named?',
      choices: [choice(1, 'By name', 8, true), choice(2, 'Without', 8)],
    }),
    step({
      id: 'facts',
      kind: 'texts',
      question: 'What?',
      next: 9,
      fields: [
        { label: 'Who it is', help: '', max: 80, named: true },
        { label: 'Risk', help: 'How soon', max: 360, named: false },
      ],
    }),
    step({ id: 'check', kind: 'check', question: 'Check', help: 'It is necessary.' }),
  ],
};
export const withConcerns: Everybody = {
  ...everybody,
  concernSteps,
  concerns: {
    quorum: 1,
    hours: 4,
    recipients: [
      { place: 0, title: 'Clinical lead, first', words: ['a', 'b', 'c', 'd', 'e', 'f'] },
      { place: 2, title: 'Medical director', words: ['g', 'h', 'i', 'j', 'k', 'l'] },
    ],
  },
};

export const engagement: Engagement = {
  id: 1,
  supporter: 'aa',
  phase: 'enquired',
  end: 'none',
  safetyWords: ['anchor', 'violet'],
  means: 'phone',
  value: '01632 960123',
  agreed: 0,
  held: 0,
  offer: 0,
  slots: [],
  chosen: null,
  agreedSlot: null,
  waitsForPass: false,
  noPassLeft: false,
};

const slots = [
  { start: 1796144400, place: 'Room 3' },
  { start: 1796230800, place: '' },
];
const accepted: Engagement = { ...engagement, phase: 'accepted' };

// An engagement in every state that a page can meet.
export const engagements: Record<string, Engagement> = {
  enquired: engagement,
  'enquired, in the service': { ...engagement, means: 'in-service', value: '' },
  'enquired, no pass left': { ...engagement, noPassLeft: true },
  'a supporter who is gone': { ...engagement, supporter: 'cc' },
  accepted,
  offered: { ...accepted, offer: 1, slots },
  chosen: { ...accepted, offer: 1, slots, chosen: 1, waitsForPass: true },
  'chosen, no pass left': { ...accepted, offer: 1, slots, chosen: 1, noPassLeft: true },
  agreed: { ...accepted, agreed: 1, offer: 1, agreedSlot: { start: 1796144400, place: 'Room 3' } },
  'agreed, no time known': { ...accepted, agreed: 3, held: 2 },
  'held, next to be offered': { ...accepted, agreed: 2, held: 2 },
  'ended by me': { ...engagement, phase: 'ended', end: 'mine', value: '' },
  'ended by the other side': { ...engagement, phase: 'ended', end: 'theirs', value: '' },
  'cannot': { ...engagement, phase: 'ended', end: 'cannot', value: '' }, // prettier-ignore
  'three held': { ...engagement, phase: 'ended', end: 'three_held', value: '', agreed: 3, held: 3 },
  'its time is over': { ...engagement, phase: 'ended', end: 'time', value: '' },
};

export const visitOf = (change: Partial<Visit> = {}): Visit => ({
  role: 'colleague',
  lastOpened: 1796144400,
  visits: 2,
  engagements: [],
  notices: [],
  packsLeft: 4,
  counts: { enquiries: 0, contacts: 0, meetings: 0 },
  paused: false,
  listed: false,
  signed: false,
  ownId: null,
  sixWords: [],
  ownListing: [],
  sealed: [],
  held: [],
  place: null,
  peer: null,
  moved: 'nothing',
  extended: 'nothing',
  ...change,
});

export const supporterVisitOf = (change: Partial<Visit> = {}): Visit =>
  visitOf({
    role: 'supporter',
    ownId: 'aa',
    sixWords: ['one', 'two', 'three', 'four', 'five', 'six'],
    ...change,
  });

export const words = ['alpha', 'bravo', 'cedar', 'drop-down', 'ember', 'fjord', 'grove'];

// One screen, and where it went.
export function navAt(screen: Screen): Nav & { went: Screen[] } {
  const went: Screen[] = [];
  const note = (next: Screen): void => void went.push(next);
  return { screen, depth: 2, go: note, startAgain: note, back: () => undefined, went };
}
