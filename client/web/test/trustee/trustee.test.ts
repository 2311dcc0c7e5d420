// @vitest-environment happy-dom
import { h } from 'preact';
import { describe, expect, it, vi } from 'vitest';
import type { QuarterVisit, TrusteeDone, TrusteeVisit } from '../../src/core/messages.ts';
import { AddTrustee, AddTrusteeWords } from '../../src/lead/add_trustee.tsx';
import { fill, texts } from '../../src/texts/texts.ts';
import { TrusteeCheck, TrusteeFile, TrusteePlace, titleFits } from '../../src/trustee/enrol.tsx';
import { TrusteeHelp, Trustees } from '../../src/trustee/places.tsx';
import { troubleOfTrustee } from '../../src/trustee/trouble.ts';
import { TrusteeAgain, TrusteeOpen, TrusteeStands } from '../../src/trustee/visit.tsx';
import { key, withFigures } from '../figures/sample.ts';
import { asked, prepare } from '../lead/fake_core.ts';
import { aWay, draw, press, settle, textOf, type } from '../lead/page.ts';

vi.mock('../../src/core/core.ts', async () => ({
  core: (await import('../lead/fake_core.ts')).fakeCore,
}));

const t = texts.trustee;
const shown = (): string => document.body.textContent;
const words = ['alpha', 'bravo', 'cedar', 'drop-down', 'ember', 'fjord', 'grove'];
const titles = ['Clinical lead, first', 'Clinical lead, second', 'Medical director'];
const parts = (...steps: TrusteeVisit['parts'][number]['step'][]): TrusteeVisit['parts'] =>
  steps.map((step, place) => ({ place, title: titles[place] ?? '', step }));
const visitOf = (change: Partial<TrusteeVisit> = {}): TrusteeVisit => ({
  place: 1,
  number: 1,
  did: [],
  turn: 'wait',
  parts: parts('contributed', 'contributed', 'nothing'),
  missing: [2],
  culprit: null,
  reason: null,
  share: null,
  ...change,
});

const doneOf = (ceremony: TrusteeVisit | null, quarter: QuarterVisit | null = null) =>
  ({ quarter, ceremony }) satisfies TrusteeDone;
const others = [
  { place: 1, title: 'Clinical lead, second' },
  { place: 2, title: 'Medical director' },
];
const quarterOf = (change: Partial<QuarterVisit> = {}): QuarterVisit => ({
  quarter: 8105,
  from: '2026-04-01',
  until: '2026-06-30',
  did: 'sent',
  state: 'wait',
  stopped: null,
  reports: 9,
  reason: null,
  falseOf: null,
  notReported: [],
  spoilt: [],
  lacking: 0,
  missing: [],
  ...change,
});

describe('the page for trustees', () => {
  it.each([
    ['too few', { trustees: [], key: null }, fill(t.start.tooFew, { number: '0', least: '3' })],
    ['no key', { key: null }, t.start.noKey],
    ['a key', { key }, fill(t.start.key, { date: '8 January 2025' })],
    [
      'other trustees than the key has',
      { key: { ...key, current: false } },
      fill(t.start.otherKey, { date: '8 January 2025' }),
    ],
  ])('says how things stand: %s', (_, change, text) => {
    draw(h(Trustees, { way: aWay(), everybody: withFigures(change) }));
    expect(shown()).toContain(text);
  });

  it('says what to do about lost words, somebody who never answers and a wrong part', () => {
    draw(h(TrusteeHelp, { way: aWay() }));
    expect(document.querySelectorAll('h2')).toHaveLength(4);
  });
});

describe('becoming a trustee', () => {
  it('asks for a place and a title, and says who has a place', async () => {
    const way = aWay();
    prepare({ freshWords: () => ({ words }) });
    draw(h(TrusteePlace, { way, everybody: withFigures() }));
    expect(document.querySelectorAll('option')).toHaveLength(8);
    expect(shown()).toContain('3 (Medical director)');
    expect(shown()).toContain('4 (free)');
    await press();
    expect(shown()).toContain(t.enrol.noPlace);
    expect(shown()).toContain(t.enrol.noTitle);
    expect(asked).toEqual([]);
    const place = document.getElementById('place') as HTMLSelectElement;
    place.value = '3';
    place.dispatchEvent(new Event('change', { bubbles: true }));
    await type('title', ' Head of occupational health ');
    await press();
    expect(way.went).toEqual([
      { name: 'trusteeWords', of: { place: 3, title: 'Head of occupational health', words } },
    ]);
  });

  it('takes a title by its bytes', () => {
    expect(titleFits('Medical director')).toBe(true);
    expect(titleFits('  ')).toBe(false);
    expect(titleFits('a'.repeat(80))).toBe(true);
    expect(titleFits('é'.repeat(41))).toBe(false);
  });

  it('makes keys only from words that can be read, and forgets them then', async () => {
    const way = aWay();
    prepare({ beTrustee: () => ({ file: Uint8Array.of(97), sixWords: ['a'] }) });
    draw(h(TrusteeCheck, { way, of: { place: 0, title: 'Medical director', words } }));
    const ids = [...document.querySelectorAll('input')].map(({ id }) => id);
    for (const id of ids) await type(id, 'wrong');
    await press();
    expect(asked).toEqual([]);
    for (const id of ids) await type(id, words[Number(id.slice('word-'.length)) - 1] ?? '');
    await press();
    await settle();
    expect(asked.map(({ kind }) => kind)).toEqual(['beTrustee']);
    expect(way.went).toHaveLength(1);
    expect(JSON.stringify(way.went)).not.toContain('alpha');
    expect(way.went[0]).toMatchObject({ name: 'trusteeFile', made: { place: 0, sixWords: ['a'] } });
  });

  it('shows the six words and the file once', () => {
    const made = {
      place: 0,
      title: 'Medical director',
      file: Uint8Array.of(97),
      sixWords: ['one', 'two', 'three', 'four', 'five', 'six'],
    };
    draw(h(TrusteeFile, { way: aWay(), made }));
    expect(document.querySelectorAll('.sotto-words li')).toHaveLength(6);
    expect(shown()).toContain('1 (Medical director)');
  });
});

describe('a lead who adds a trustee', () => {
  it('is asked for the file', async () => {
    draw(h(AddTrustee, { way: aWay() }));
    await press();
    expect(shown()).toContain(texts.lead.addTrustee.noFile);
  });

  it('sees the title and who is in the place, and types the six words', async () => {
    const way = aWay();
    prepare({
      addTrustee: ({ sixWords }) =>
        sixWords === 'right' ? { waits: [] } : { refusal: 'six_words_differ' },
    });
    const read = { place: 2, title: 'Chief of medicine' };
    draw(h(AddTrusteeWords, { way, everybody: withFigures(), read }));
    expect(shown()).toContain('Chief of medicine');
    expect(shown()).toContain('Medical director');
    await press();
    expect(shown()).toContain(texts.lead.trusteeWords.empty);
    await type('six-words', 'wrong');
    await press();
    expect(shown()).toContain(texts.lead.refusals.six_words_differ.happened);
    await type('six-words', 'right');
    await press();
    expect(way.went).toEqual([{ name: 'signed', waits: [] }]);
  });
});

describe('a trustee’s visit', () => {
  it('asks for seven words of the list, and says where they are none of a trustee', async () => {
    const way = aWay();
    prepare({
      checkWords: ({ words: typed }) =>
        typed === 'x' ? { refusal: { reason: 'too_few', number: 1 } } : { ok: true },
      trustee: () => ({ refusal: 'not_a_trustee' }),
    });
    draw(h(TrusteeOpen, { way }));
    await press();
    expect(shown()).toContain(t.open.empty);
    await type('words', 'x');
    await press();
    expect(shown()).toContain(fill(texts.personal.wordsRefusals.too_few, { number: '1' }));
    await type('words', words.join(' '));
    await press();
    await settle();
    expect(shown()).toContain(t.refusals.not_a_trustee.happened);
    expect(way.went).toEqual([]);
  });

  it('goes on to how the ceremony stands', async () => {
    const way = aWay();
    prepare({ checkWords: () => ({ ok: true }), trustee: () => doneOf(visitOf()) });
    draw(h(TrusteeOpen, { way }));
    await type('words', words.join(' '));
    await press();
    await settle();
    expect(way.went).toEqual([{ name: 'trusteeStands', done: doneOf(visitOf()) }]);
  });

  const stands: [string, Partial<TrusteeVisit>, string, string[]][] = [
    [
      'after the first part',
      { did: ['contributed'] },
      t.stands.headings.wait,
      [t.stands.did.contributed, t.stands.waitFirst, '3 (Medical director)', '2 of 3'],
    ],
    [
      'after the second, before the others’',
      {
        did: ['certified'],
        parts: parts('certified', 'certified', 'contributed'),
      },
      t.stands.headings.wait,
      [
        t.stands.did.certified,
        t.stands.waitSecond,
        fill(t.stands.parts.count, { first: '3', second: '2', all: '3' }),
      ],
    ],
    [
      'when the key is there',
      { turn: 'done', share: 'there', parts: parts('certified', 'certified', 'certified') },
      t.stands.headings.done,
      [...t.stands.done, t.stands.again.done],
    ],
    [
      'when the key gives no share',
      { turn: 'done', share: 'missing', parts: parts('certified', 'certified', 'certified') },
      t.stands.headings['no-share'],
      [...t.stands.noShare, t.stands.again.other],
    ],
    [
      'when a part does not fit',
      { turn: 'spoilt', culprit: 0, reason: 'share' },
      t.stands.headings.spoilt,
      ['1 (Clinical lead, first)', t.stands.reasons.share, ...t.stands.spoiltNext],
    ],
    [
      'when nobody can be named',
      { turn: 'spoilt', reason: 'views' },
      t.stands.headings.spoilt,
      [t.stands.nobody, t.stands.reasons.views],
    ],
    [
      'when the trustees have just changed',
      { turn: 'other-log', parts: [] },
      t.stands.headings['other-log'],
      [t.stands.otherLog],
    ],
  ];
  it.each(stands)('%s: says what is so and what comes next', (_, change, heading, says) => {
    draw(h(TrusteeStands, { way: aWay(), done: doneOf(visitOf(change)) }));
    expect(textOf('h1')).toBe(heading);
    for (const text of says) expect(shown()).toContain(text);
    expect(shown()).toContain(t.again.link);
  });

  it('offers nothing to begin again while there are too few trustees', () => {
    const visit = visitOf({ turn: 'too-few-trustees', number: 0, parts: parts('nothing') });
    draw(h(TrusteeStands, { way: aWay(), done: doneOf(visit) }));
    expect(textOf('h1')).toBe(t.stands.headings['too-few-trustees']);
    expect(shown()).not.toContain(t.again.link);
  });

  it('begins again only after it was asked once more', async () => {
    const way = aWay();
    const again = visitOf({ number: 2, did: ['contributed'] });
    prepare({ beginAgain: () => again });
    draw(h(TrusteeAgain, { way }));
    expect(shown()).toContain(t.again.about[0]);
    await press();
    expect(way.went).toEqual([{ name: 'trusteeStands', done: doneOf(again) }]);
  });
});

describe('a trustee’s visit when a quarter is over', () => {
  const q = t.quarter;
  const id = 'ab'.repeat(16);
  const waits: [string, Partial<QuarterVisit>, string, string[]][] = [
    [
      'the first who comes',
      { lacking: 1, missing: others },
      q.headings.wait,
      [fill(q.everybodyReported, { count: '9' }), '1 more must visit', '3 (Medical director)'],
    ],
    [
      'whoever signs before the others',
      { did: 'signed', lacking: 1, missing: others },
      q.headings.wait,
      ['signed its rounded figures. 1 more must sign', '2 (Clinical lead, second)'],
    ],
    [
      'some have not reported',
      { lacking: 1, missing: others, notReported: [id] },
      q.headings.wait,
      [fill(q.notReported, { count: '9' }), fill(q.unknown, { id: 'abababab' }), q.dropped],
    ],
    [
      'a part that does not hold',
      { lacking: 1, missing: others.slice(0, 1), spoilt: others.slice(1) },
      q.headings.wait,
      ['3 (Medical director)\u2069 does not hold, and was left out'],
    ],
    [
      'the last who signs',
      { did: 'released', state: 'released' },
      q.headings.released,
      q.states.released,
    ],
    ['too late by a moment', { did: 'nothing', state: 'over' }, q.headings.over, q.states.over],
    [
      'words without a share',
      { did: 'nothing', state: 'no-share' },
      q.headings['no-share'],
      q.states['no-share'],
    ],
    [
      'a report that was changed',
      { did: 'nothing', state: 'false-report', reason: 'signature', falseOf: id },
      q.headings['false-report'],
      [
        fill(q.falseReport, {
          who: fill(q.unknown, { id: 'abababab' }),
          reason: q.reasons.signature,
        }),
        q.nothingDecrypted,
      ],
    ],
    [
      'what is no report',
      { did: 'nothing', state: 'false-report', reason: 'format' },
      q.headings['false-report'],
      [fill(q.falseReportOfNobody, { reason: q.reasons.format }), q.nothingDecrypted],
    ],
    [
      'a report that was dropped',
      { did: 'nothing', state: 'other-reports' },
      q.headings['other-reports'],
      [...q.states['other-reports'], q.nothingDecrypted],
    ],
    ['a half that is lost', { state: 'half-lost' }, q.headings['half-lost'], q.states['half-lost']],
    [
      'a part of another sum',
      { state: 'broker-wrong' },
      q.headings['broker-wrong'],
      q.states['broker-wrong'],
    ],
    ['parts without a sum', { state: 'no-sum' }, q.headings['no-sum'], q.states['no-sum']],
    [
      'different figures',
      { did: 'signed', state: 'disagree' },
      q.headings.disagree,
      q.states.disagree,
    ],
    [
      'no answer on the way',
      { state: 'failed', stopped: { failure: 'no_answer' } },
      q.headings.failed,
      [t.failures.no_answer.happened, t.failures.no_answer.next],
    ],
  ];
  it.each(waits)('%s: says what is so and what comes next', (_, change, heading, says) => {
    const way = aWay();
    const ceremony = visitOf({ turn: 'done', share: 'there' });
    draw(h(TrusteeStands, { way, done: doneOf(ceremony, quarterOf(change)) }));
    expect(textOf('h1')).toBe(heading);
    for (const text of says) expect(shown()).toContain(text);
    expect(shown().includes(q.nothingDecrypted)).toBe(says.includes(q.nothingDecrypted));
    expect(textOf('h2')).toBe(t.stands.headings.done);
  });

  it('is about the quarter alone for whoever has left', () => {
    const done = doneOf(null, quarterOf({ did: 'released', state: 'released' }));
    draw(h(TrusteeStands, { way: aWay(), done }));
    expect(textOf('h1')).toBe(q.headings.released);
    expect(shown()).not.toContain(t.again.link);
  });
});

describe('why a trustee’s request did not happen', () => {
  it('is said in words of their own where leads read something else', () => {
    expect(troubleOfTrustee({ failure: 'no_answer' })).toBe(t.failures.no_answer);
    expect(troubleOfTrustee({ failure: 'refused', status: 'stale_proposal' })).toBe(
      t.statuses.stale_proposal,
    );
    expect(troubleOfTrustee({ failure: 'refused', status: 'try_later' })).toBe(
      texts.lead.statuses.try_later,
    );
    expect(troubleOfTrustee({ failure: 'log_forked' })).toBe(texts.lead.failures.log_forked);
    expect(troubleOfTrustee({ refusal: 'title' })).toBe(t.refusals.title);
  });
});
