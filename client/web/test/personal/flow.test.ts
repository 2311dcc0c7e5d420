// @vitest-environment happy-dom
// What people do, from the first word to the ending, with a core that answers what each test prepares.

import { h } from 'preact';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engagement, Role, Visit } from '../../src/core/messages.ts';
import { forgetDrafts } from '../../src/personal/drafts.ts';
import { Personal } from '../../src/personal/personal.tsx';
import { startRouter } from '../../src/router.ts';
import { loadScheme } from '../../src/scheme.ts';
import { forgetScreens } from '../../src/screens.ts';
import { texts } from '../../src/texts/texts.ts';
import { acknowledgeStop, startVisits } from '../../src/visit.ts';
import { choose, draw, heading, press, settle, submit, text, type } from './page.ts';
import {
  asked,
  engagement,
  engagements,
  prepare,
  report,
  supporterVisitOf,
  visitOf,
  words,
} from './world.ts';

vi.mock('../../src/core/core.ts', async () => ({ core: (await import('./world.ts')).fakeCore }));

const t = texts.personal;
const saidTo = (kind: string): unknown[] =>
  asked.filter((each) => each.kind === kind).map(({ ask }) => ask);
const ok = { ok: true } as const;

beforeAll(() => {
  startRouter();
  startVisits();
});

beforeEach(async () => {
  prepare({});
  report({ kind: 'stopped', stopped: { failure: 'no_answer' } });
  acknowledgeStop();
  report({ kind: 'network', reachable: true });
  forgetScreens();
  forgetDrafts();
  location.hash = '';
  await loadScheme();
  draw(h(Personal, {}));
  // What listens is there after the first frame.
  await settle(60);
});

async function open(visit: Visit): Promise<void> {
  prepare({ checkWords: () => ok, open: () => visit, do: () => visit });
  await type('words', words.join(' '));
  await press(t.words.button);
}

const home = { colleague: texts.colleague.home.heading, supporter: texts.supporter.home.heading };

describe('somebody with seven words', () => {
  it('reads what is safe before typing', () => {
    expect(heading()).toBe(t.words.heading);
    expect(text()).toContain(t.safe);
  });

  it('types them unseen into a field that nothing remembers, and may look', async () => {
    const field = document.getElementById('words') as HTMLInputElement;
    expect(field.className).toContain('sotto-dots');
    expect(field.autocomplete).toBe('off');
    await choose('show-words');
    expect(document.getElementById('words')?.className).not.toContain('sotto-dots');
  });

  it('opens the locker and reads when it was opened last', async () => {
    await open(visitOf());
    expect(saidTo('open')).toEqual([{ words: words.join(' ') }]);
    expect(heading()).toBe(home.colleague);
    expect(text()).toContain('This locker was last opened on Tuesday 1 December 2026, 5pm.');
  });

  it('is told which word is not in the list, and nothing is asked of the broker', async () => {
    prepare({ checkWords: () => ({ refusal: { reason: 'not_in_list', number: 3 } }) });
    await type('words', 'alpha bravo sedar');
    await press(t.words.button);
    expect(text()).toContain('Word 3 is not in the list of words.');
    expect(saidTo('open')).toEqual([]);
  });

  it('is told at the words when they open nothing, and has them there to look at', async () => {
    prepare({
      checkWords: () => ok,
      open: () => ({ failure: 'refused', status: 'unknown_locker' }),
    });
    await type('words', words.join(' '));
    await press(t.words.button);
    expect(heading()).toBe(t.words.heading);
    expect(text()).toContain(t.words.unknown);
    expect((document.getElementById('words') as HTMLInputElement).value).toBe(words.join(' '));
  });

  it('tries the same words again when nothing answered, or types them anew', async () => {
    let reachable = false;
    prepare({
      checkWords: () => ok,
      open: () => (reachable ? visitOf() : { failure: 'no_answer' }),
    });
    await type('words', words.join(' '));
    await press(t.words.button);
    expect(text()).toContain(t.stopped.keepsWords);
    await press(t.stopped.again);
    expect((document.getElementById('words') as HTMLInputElement).value).toBe('');
    await type('words', words.join(' '));
    await press(t.words.button);
    reachable = true;
    await press(t.stopped.retry);
    expect(heading()).toBe(home.colleague);
    expect(new Set(saidTo('open').map((asked) => JSON.stringify(asked))).size).toBe(1);
  });

  it('asks once, however often the button is pressed', async () => {
    prepare({ checkWords: () => ok, open: () => visitOf() });
    await type('words', words.join(' '));
    submit();
    submit();
    submit();
    await settle();
    expect(saidTo('open').length).toBe(1);
  });

  it('sees the steps while the locker is opened', async () => {
    let answer: (visit: Visit) => void = () => undefined;
    prepare({ checkWords: () => ok, open: () => new Promise<Visit>((done) => (answer = done)) });
    await type('words', words.join(' '));
    await press(t.words.button);
    expect(heading()).toBe(t.opening.heading);
    for (const step of ['keys', 'public', 'locker', 'boards'] as const) {
      report({ kind: 'progress', step });
      await settle();
      expect(document.querySelector('p[role=status]')?.textContent).toBe(t.steps[step]);
    }
    answer(visitOf());
    await settle();
    expect(heading()).toBe(home.colleague);
  });

  it('reads what happened, what is safe and what to do next when it cannot be opened', async () => {
    prepare({ checkWords: () => ok, open: () => ({ failure: 'log_forked' }) });
    await type('words', words.join(' '));
    await press(t.words.button);
    const { heading: title, what, safe, next } = t.failures.log_forked;
    expect(heading()).toBe(title);
    for (const sentence of [what, safe, next]) expect(text()).toContain(sentence);
    await press(t.stopped.again);
    expect(heading()).toBe(t.words.heading);
  });
});

describe('somebody with a slip', () => {
  async function toCode(role: Role): Promise<void> {
    await press(t.words.firstLink);
    expect(heading()).toBe(t.first.heading);
    expect(text()).toContain('whether or not you ever need it');
    await press();
    await choose(role === 'colleague' ? 'role' : 'role-2');
    await press();
  }
  const enrolling = { checkCode: () => ok, freshWords: () => ({ words }) } as const;

  async function toAskBack(role: Role): Promise<number[]> {
    await toCode(role);
    await type('code', 'ABCD EFGH JKMN PQRS TVWX YZ01');
    await press();
    expect(heading()).toBe(t.fresh.heading);
    for (const word of words) expect(text()).toContain(word);
    await press(t.fresh.button);
    return [...document.querySelectorAll('input')].map(({ id }) => Number(id.split('-')[1]));
  }

  it.each(['colleague', 'supporter'] as const)(
    'makes a locker as a %s after two words asked back',
    async (role) => {
      const visit = role === 'colleague' ? visitOf({ lastOpened: null }) : supporterVisitOf({});
      prepare({ ...enrolling, enrol: () => visit });
      const places = await toAskBack(role);
      expect(new Set(places).size).toBe(2);
      expect(text()).not.toContain(words[6]);
      for (const place of places) await type(`word-${place}`, ` ${words[place - 1] ?? ''} `);
      await press();
      expect(saidTo('enrol')).toEqual([{ code: 'ABCD EFGH JKMN PQRS TVWX YZ01', role }]);
      expect(heading()).toBe(home[role]);
    },
  );

  it('goes back to the words when one was written down wrong', async () => {
    prepare(enrolling);
    const [first = 0, second = 0] = await toAskBack('colleague');
    await type(`word-${first}`, words[first - 1] ?? '');
    await type(`word-${second}`, 'other');
    await press();
    expect(text()).toContain(`Word ${second} is another one.`);
    expect(text()).not.toContain(`Word ${first} is another one.`);
    expect(saidTo('enrol')).toEqual([]);
    await press(texts.app.back);
    expect(heading()).toBe(t.fresh.heading);
  });

  it.each(['not_a_link', 'character', 'length', 'stray_bits', 'wrong_log'] as const)(
    'reads why a code does not do: %s',
    async (refusal) => {
      prepare({ checkCode: () => ({ refusal }) });
      await toCode('colleague');
      await type('code', 'ABCD');
      await press();
      expect(heading()).toBe(t.code.heading);
      expect(text()).toContain(t.codeRefusals[refusal]);
      expect(saidTo('freshWords')).toEqual([]);
    },
  );

  it('reads at the code that it was used before, and keeps what was typed', async () => {
    prepare({ ...enrolling, enrol: () => ({ failure: 'refused', status: 'unknown_code' }) });
    for (const place of await toAskBack('colleague')) {
      await type(`word-${place}`, words[place - 1] ?? '');
    }
    await press();
    expect(heading()).toBe(t.code.heading);
    expect(text()).toContain(t.code.used);
    expect((document.getElementById('code') as HTMLInputElement).value).toContain('ABCD');
  });

  it('tries again with the same words when the network went', async () => {
    prepare({ ...enrolling, enrol: () => ({ failure: 'no_answer' }) });
    for (const place of await toAskBack('colleague')) {
      await type(`word-${place}`, words[place - 1] ?? '');
    }
    await press();
    expect(heading()).toBe(t.failures.no_answer.heading);
    await press(t.stopped.retry);
    expect(saidTo('enrol').length).toBe(2);
    expect(saidTo('freshWords').length).toBe(1);
  });

  it('who follows its link has nothing to type, and the address bar forgets it', async () => {
    const link = 'A'.repeat(42);
    history.replaceState(null, '', '/open');
    location.hash = link;
    window.dispatchEvent(new Event('hashchange'));
    await settle();
    expect(location.hash).toBe('');
    expect(heading()).toBe(t.first.heading);
    await press();
    await choose('role');
    await press();
    expect((document.getElementById('code') as HTMLInputElement).value).toBe(link);
    expect(text()).toContain(t.code.fromLink);
  });
});

describe('a colleague', () => {
  const c = texts.colleague;

  it('chooses, reads where confidentiality ends, says how to be contacted, checks, and is done', async () => {
    await open(visitOf());
    prepare({ do: () => visitOf({ engagements: [engagement] }) });
    await press(c.home.choose);
    expect(text()).not.toContain('Choose Kim Sample');
    await press('Choose Robin Invented');
    expect(text()).toContain('What you say stays between the two of you.');
    await press();
    expect(heading()).toBe(c.means.heading);
    expect((document.getElementById('means') as HTMLInputElement).checked).toBe(true);
    await choose('means-2');
    await press();
    expect(text()).toContain(c.means.emptyValue);
    await type('value', '01632 960123');
    await press();
    expect(heading()).toBe(c.check.heading);
    expect(text()).toContain('01632 960123');
    await press();
    expect(saidTo('do')).toEqual([
      { intent: { kind: 'enquire', supporter: 'aa', means: 'phone', value: '01632 960123' } },
    ]);
    expect(heading()).toBe(c.done.heading);
    expect(text()).toContain('Monday, Wednesday and Friday');
    expect(text()).toContain('anchor');
  });

  it('keeps what was typed when going back, and gives no value with an in-service reply', async () => {
    await open(visitOf());
    await press(c.home.choose);
    await press('Choose Robin Invented');
    await press();
    await choose('means-2');
    await type('value', '01632 960123');
    await press();
    await press(`${texts.app.change} ${c.check.changeContact}`);
    expect((document.getElementById('value') as HTMLInputElement).value).toBe('01632 960123');
    await choose('means');
    await press();
    await press();
    expect(saidTo('do')).toEqual([
      { intent: { kind: 'enquire', supporter: 'aa', means: 'in-service', value: '' } },
    ]);
  });

  it('reads why something cannot be done, on the page where it was asked', async () => {
    await open(visitOf());
    await press(c.home.choose);
    await press('Choose Robin Invented');
    await press();
    await press();
    prepare({ do: () => ({ refusal: 'no_pack_left' }) });
    await press();
    expect(heading()).toBe(c.check.heading);
    expect(text()).toContain(t.refusals.no_pack_left);
  });

  it('chooses one of the offered times, not of an older offer', async () => {
    const offered = engagements['offered'] ?? engagement;
    const agreed = engagements['agreed'] ?? engagement;
    await open(visitOf({ engagements: [offered] }));
    await press('See more with \u2068Robin Invented\u2069');
    await press(c.support.chooseTime);
    await choose('slot-2');
    report({ kind: 'visit', visit: visitOf({ engagements: [{ ...offered, offer: 2 }] }) });
    await settle();
    expect(text()).toContain(t.changed.heading);
    await press();
    expect(text()).toContain(c.times.empty);
    await choose('slot-2');
    prepare({ do: () => visitOf({ engagements: [agreed] }) });
    await press();
    expect(saidTo('do')).toEqual([{ intent: { kind: 'choose', engagement: 1, slot: 2 } }]);
    expect(text()).toContain('Meeting one of three is agreed.');
  });

  it('ends after a page that asks once more, and reads the ending', async () => {
    await open(visitOf({ engagements: [engagement] }));
    prepare({ do: () => visitOf({ engagements: [engagements['ended by me'] ?? engagement] }) });
    await press('See more with \u2068Robin Invented\u2069');
    await press(c.support.end);
    await press(c.end.button);
    expect(saidTo('do')).toEqual([{ intent: { kind: 'end', engagement: 1 } }]);
    expect(heading()).toBe(c.ended.heading);
    expect(text()).toContain(c.ended.againText);
    expect(text()).not.toContain(c.ended.thanks); // for what? they did not meet
  });

  it('moves to new words, and reads when they are in force', async () => {
    await open(visitOf());
    prepare({ freshWords: () => ({ words }), move: () => visitOf({ moved: 'pending' }) });
    await press(t.home.newWords);
    await press(t.newWords.button);
    await press(t.fresh.button);
    for (const field of document.querySelectorAll('input')) {
      await type(field.id, words[Number(field.id.split('-')[1]) - 1] ?? '');
    }
    await press();
    expect(text()).toContain(t.moved.pending);
    report({ kind: 'visit', visit: visitOf({ moved: 'done' }) });
    await settle();
    expect(text()).toContain(t.moved.done);
  });

  it('enters the code of a new slip', async () => {
    await open(visitOf());
    prepare({ extend: () => ({ refusal: 'length' }) });
    await press(t.home.extend);
    await type('extend', 'ABC');
    await press();
    expect(text()).toContain(t.codeRefusals.length);
    prepare({ extend: () => visitOf({ extended: 'pending' }) });
    await press();
    expect(text()).toContain(t.extended.pending);
  });

  it('has the code there to look at when it was not taken, and not when it was', async () => {
    await open(visitOf());
    const enter = async (): Promise<void> => {
      prepare({ extend: () => visitOf({ extended: 'pending' }) });
      await type('extend', '0000-0000');
      await press();
    };
    const typed = (): string => (document.getElementById('extend') as HTMLInputElement).value;
    await press(t.home.extend);
    await enter();
    report({ kind: 'visit', visit: visitOf({ extended: 'refused' }) });
    await settle();
    await press(t.outcome.again);
    expect(typed()).toBe('0000-0000');
    await enter();
    report({ kind: 'visit', visit: visitOf({ extended: 'done' }) });
    await settle();
    expect(text()).not.toContain(t.outcome.again);
    await press(t.outcome.button);
    await press(t.home.extend);
    expect(typed()).toBe('');
  });

  it('who chooses somebody already asked comes to what there is with them', async () => {
    await open(visitOf({ engagements: [engagement] }));
    await press(c.home.another);
    await press('Choose Robin Invented');
    expect(heading()).toBe('With \u2068Robin Invented\u2069');
    report({
      kind: 'visit',
      visit: visitOf({ engagements: [engagements['ended by me'] ?? engagement] }),
    });
    await settle();
    await press(c.home.choose);
    await press('Choose Robin Invented');
    expect(heading()).toBe(c.notice.heading);
  });
});

describe('a supporter', () => {
  const s = texts.supporter;
  const opened = (of: Engagement): Promise<void> => open(supporterVisitOf({ engagements: [of] }));

  it('publishes a listing, and has six words to read out', async () => {
    await open(supporterVisitOf());
    prepare({
      do: () => supporterVisitOf({ ownListing: [['name', 'Robin Invented']] }),
      propose: () => ok,
    });
    await press(s.tasks.listing);
    await press();
    expect(text()).toContain(s.listing.noName);
    await type('name', ' Robin Invented ');
    await type('site', 'Northsite');
    await press();
    expect(heading()).toBe(s.check.heading);
    await press(s.check.button);
    const fields = [
      ['name', 'Robin Invented'],
      ['site', 'Northsite'],
    ];
    expect(saidTo('do')).toEqual([{ intent: { kind: 'publish', fields } }]);
    expect(saidTo('propose').length).toBe(1);
    expect(heading()).toBe(s.sixWords.heading);
    expect(text()).toContain('three');
    expect(text()).toContain(s.sixWords.two);
  });

  it('can hand the listing to the leads again when it did not reach them', async () => {
    await open(supporterVisitOf({ ownListing: [['name', 'Robin Invented']] }));
    prepare({ propose: () => ({ failure: 'no_answer' }) });
    await press(s.tasks.sixWords);
    await press(s.sixWords.again);
    expect(text()).toContain(s.sixWords.notHanded);
    expect(heading()).toBe(s.sixWords.heading);
    prepare({ propose: () => ok });
    await press(s.sixWords.again);
    expect(text()).toContain(s.sixWords.handed);
  });

  it.each(['accept', 'cannot'] as const)('answers an enquiry: %s', async (answer) => {
    await opened(engagement);
    await press('See more Somebody: anchor violet');
    expect(text()).toContain('01632 960123');
    expect(text()).toContain('What you say stays between the two of you.');
    await press();
    expect(text()).toContain(s.answer.empty);
    await choose(answer === 'accept' ? 'answer' : 'answer-2');
    await press();
    expect(saidTo('do')).toEqual([{ intent: { kind: answer, engagement: 1 } }]);
  });

  it('offers times by the clock on the wall', async () => {
    await opened(engagements['accepted'] ?? engagement);
    await press('See more Somebody: anchor violet');
    await press(s.support.offer);
    await press();
    expect(text()).toContain(s.offer.none);
    await type('slot-1-date-day', '1');
    await type('slot-1-date-month', '7');
    await type('slot-1-date-year', '2099');
    await type('slot-1-time', '5:30pm');
    await type('slot-1-place', ' Room 3 ');
    await press();
    const start = Date.UTC(2099, 6, 1, 16, 30) / 1000;
    expect(saidTo('do')).toEqual([
      { intent: { kind: 'offer', engagement: 1, slots: [{ start, place: 'Room 3' }] } },
    ]);
  });

  it('ends and blocks after reading what blocking cannot do', async () => {
    await opened(engagement);
    await press('See more Somebody: anchor violet');
    await press(s.support.block);
    expect(text()).toContain('Blocking cannot stop the same person');
    prepare({ do: () => supporterVisitOf() });
    await press(s.block.button);
    expect(saidTo('do')).toEqual([{ intent: { kind: 'block', engagement: 1 } }]);
    expect(heading()).toBe(home.supporter);
  });

  it('pauses, and takes enquiries again', async () => {
    await open(supporterVisitOf());
    prepare({ do: () => supporterVisitOf({ paused: true }) });
    await press(s.links.pause);
    await press(s.pause.button);
    expect(text()).toContain(s.home.paused);
    await press(s.links.resume);
    await press(s.resume.button);
    expect(saidTo('do')).toEqual([
      { intent: { kind: 'pause', paused: true } },
      { intent: { kind: 'pause', paused: false } },
    ]);
  });
});

describe('a visit', () => {
  it('that stops says why in the place of every screen, and nothing of it stays', async () => {
    await open(visitOf({ engagements: [engagement] }));
    await press('See more with \u2068Robin Invented\u2069');
    report({ kind: 'stopped', stopped: { failure: 'stale_version' } });
    await settle();
    expect(heading()).toBe(t.failures.stale_version.heading);
    expect(text()).not.toContain('01632');
    await press(t.stopped.again);
    expect(heading()).toBe(t.words.heading);
  });

  it('stops as well when the answer to a wish says so', async () => {
    await open(visitOf({ engagements: [engagement] }));
    await press('See more with \u2068Robin Invented\u2069');
    await press(texts.colleague.support.end);
    prepare({ do: () => ({ failure: 'refused', status: 'too_many_commits' }) });
    await press(texts.colleague.end.button);
    expect(text()).toContain(t.statuses.too_many_commits.what);
  });

  it('whose worker fails says so', async () => {
    prepare({
      checkWords: () => ok,
      open: () => {
        throw new Error('out of memory');
      },
    });
    await type('words', words.join(' '));
    await press(t.words.button);
    expect(heading()).toBe(t.pageFailed.heading);
    await press(t.stopped.again);
    expect(heading()).toBe(t.words.heading);
  });

  it('says that the network is away while it is, and what is safe', async () => {
    await open(visitOf());
    report({ kind: 'network', reachable: false });
    await settle();
    expect(text()).toContain(t.network.text);
    report({ kind: 'network', reachable: true });
    await settle();
    expect(text()).not.toContain(t.network.text);
  });

  it('says that the page is newer only when it shows something else', async () => {
    await open(visitOf());
    await settle(60);
    report({ kind: 'visit', visit: visitOf() });
    await settle();
    expect(text()).not.toContain(t.changed.heading);
    report({ kind: 'visit', visit: visitOf({ engagements: [engagement] }) });
    await settle();
    expect(text()).toContain(t.changed.heading);
    await press(t.home.newWords);
    await settle(60);
    expect(text()).not.toContain(t.changed.heading);
  });
});
