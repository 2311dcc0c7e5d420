// @vitest-environment happy-dom
import { h } from 'preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskDone, Proposal } from '../../src/core/messages.ts';
import { DropSure, Signed, SixWords } from '../../src/lead/signing.tsx';
import { texts } from '../../src/texts/texts.ts';
import { asked, prepare } from './fake_core.ts';
import { aWay, draw, press, textOf, type } from './page.ts';

vi.mock('../../src/core/core.ts', async () => ({
  core: (await import('./fake_core.ts')).fakeCore,
}));

const proposal: Proposal = {
  id: '1f2e3d4c',
  kind: 'listing',
  about: '00112233445566778899aabbccddeeff',
  fields: [['name', 'Invented Person']],
  changes: [],
  signatures: 0,
};
const six = 'one two three four five six';

describe('the six words that a supporter reads out', () => {
  let way = aWay();
  beforeEach(() => {
    way = aWay();
    draw(h(SixWords, { way, proposal }));
  });

  it('are asked for with the reason, and by telephone or face to face', () => {
    expect(textOf('main, div')).toContain(texts.lead.sixWords.why);
    expect(textOf('.nhsuk-inset-text')).toContain(texts.lead.sixWords.never);
    expect(document.querySelectorAll('h1').length).toBe(1);
  });

  it('are sent with the proposal, which is signed then', async () => {
    prepare({ sign: () => ({ waits: [] }) });
    await type('six-words', six);
    await press();
    expect(asked).toEqual([{ kind: 'sign', ask: { id: proposal.id, sixWords: six } }]);
    expect(way.went).toEqual([{ name: 'signed', waits: [] }]);
  });

  it('stop the signature when they differ, and the page says what that may mean', async () => {
    prepare({ sign: () => ({ refusal: 'six_words_differ' }) });
    await type('six-words', six);
    await press();
    expect(way.went).toEqual([]);
    expect(textOf('#six-words-error')).toMatch(/Not signed/);
    expect(textOf('#six-words-error')).toMatch(/somebody else may have made this proposal/);
    expect(textOf('.nhsuk-error-summary')).toMatch(/Not signed/);
    expect(document.title).toMatch(/^Error: /);
  });

  it('are never sent when nothing was typed', async () => {
    prepare({});
    await type('six-words', '   ');
    await press();
    expect(asked).toEqual([]);
    expect(textOf('#six-words-error')).toContain(texts.lead.sixWords.empty);
  });

  it('say on a page of their own why else it was not signed', async () => {
    prepare({ sign: () => ({ refusal: 'not_sound' }) });
    await type('six-words', six);
    await press();
    expect(way.went).toEqual([{ name: 'trouble', trouble: texts.lead.refusals.not_sound }]);
  });
});

describe('whoever has signed', () => {
  const drawn = (waits: DeskDone['waits']) => {
    const way = aWay();
    draw(h(Signed, { way, waits }));
    expect(textOf('h1')).toBe(texts.lead.signed.heading);
    return { way, button: document.querySelector('button') };
  };

  it('goes back to what waits', () => {
    const { way, button } = drawn([proposal]);
    button?.click();
    expect(way.went).toEqual([{ name: 'waiting', proposals: [proposal] }]);
  });

  it('is told so also when their own key was replaced with it, and that it signs nothing more', () => {
    const { button } = drawn('replaced');
    expect(document.body.textContent).toContain(texts.lead.signed.replaced);
    expect(button).toBeNull();
  });

  it('is told so also when what waits cannot be seen, and opens the key again', () => {
    const { way, button } = drawn(null);
    expect(document.body.textContent).toContain(texts.lead.signed.notSeen);
    button?.click();
    expect(way.went).toEqual([{ name: 'open' }]);
  });
});

describe('taking a proposal off the list', () => {
  it('happens only after a page that says what it means', async () => {
    const way = aWay();
    draw(h(DropSure, { way, proposal, about: 'Invented Person' }));
    expect(textOf('.nhsuk-panel--interruption')).toContain(texts.lead.drop.about[0]);
    prepare({ drop: () => ({ waits: [] }) });
    await press();
    expect(asked).toEqual([{ kind: 'drop', ask: { id: proposal.id } }]);
    expect(way.went).toEqual([{ name: 'dropped', waits: [] }]);
  });
});
