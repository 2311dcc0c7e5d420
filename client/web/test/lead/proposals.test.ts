// @vitest-environment happy-dom
// What waits for the leads, of every kind that the core knows: each has a name, a page and what is asked.

import { h } from 'preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Everybody, Proposal, ProposalKind } from '../../src/core/messages.ts';
import { aboutOf, See, Waiting } from '../../src/lead/proposals.tsx';
import { RemoveRecipientWho } from '../../src/lead/recipients.tsx';
import { SixWords } from '../../src/lead/signing.tsx';
import { texts } from '../../src/texts/texts.ts';
import { everybody as nobody, withConcerns } from '../personal/world.ts';
import { asked, prepare } from './fake_core.ts';
import { aWay, draw, press, settle, textOf, type } from './page.ts';

vi.mock('../../src/core/core.ts', async () => ({
  core: (await import('./fake_core.ts')).fakeCore,
}));

const t = texts.lead;
const key = '0123456789abcdef'.repeat(4);
const of: Record<ProposalKind, Pick<Proposal, 'about' | 'fields'>> = {
  listing: { about: '00'.repeat(16), fields: [['name', 'Invented Person']] },
  removal: { about: 'aa', fields: [] },
  recipient: { about: 'place 3', fields: [['title', 'Medical director, new']] },
  'recipient-removal': { about: 'place 1', fields: [['title', 'Clinical lead, first']] },
  'concerns-key': { about: `number 2 ${key}`, fields: [] },
  trustee: { about: 'place 2', fields: [['title', 'Chair of the committee']] },
  'pass-key': { about: 'epoch 7 generation 0', fields: [] },
  'lead-key': {
    about: 'lead 1',
    fields: [
      ['reason', 'lost'],
      ['key', key],
    ],
  },
  'log-key': {
    about: 'number 1',
    fields: [
      ['reason', 'planned'],
      ['key', key],
    ],
  },
  policy: { about: 'number 1', fields: [['hash', key]] },
  build: { about: '1.4.2', fields: [['manifest', key]] },
};
const proposal = (kind: ProposalKind): Proposal => ({
  id: '1f2e3d4c',
  kind,
  changes: [],
  signatures: 1,
  ...of[kind],
});
const kinds = Object.keys(of) as ProposalKind[];
const onSign = vi.fn(() => Promise.resolve());

let way = aWay();
const see = (kind: ProposalKind, everybody: Everybody = withConcerns) =>
  draw(h(See, { way, everybody, proposal: proposal(kind), onSign }));

beforeEach(() => {
  way = aWay();
  onSign.mockClear();
  prepare({});
});

describe('what waits for the leads', () => {
  it.each(kinds)('is listed with what it is about: %s', (kind) => {
    draw(h(Waiting, { way, everybody: withConcerns, proposals: [proposal(kind)] }));
    expect(textOf('h2')).toBe(t.waiting.kinds[kind]);
    const about = aboutOf(proposal(kind), withConcerns);
    expect(about).not.toMatch(/undefined|\{\w+\}|^$/);
    expect(textOf('.nhsuk-card')).toContain(about);
  });

  it.each(kinds)('has a page, from which it can be signed or taken off: %s', async (kind) => {
    see(kind);
    expect(document.querySelectorAll('h1').length).toBe(1);
    expect(document.body.textContent).toContain(t.drop.link);
    expect(document.body.textContent).not.toMatch(/undefined|NaN|\{\w+\}/);
    const words = kind === 'listing' || kind === 'recipient' || kind === 'trustee';
    if (words) {
      const [button] = [...document.querySelectorAll('button')].filter(
        ({ textContent }) => textContent.trim() === texts.app.continue,
      );
      button?.click();
      expect(way.went).toEqual([{ name: 'sixWords', proposal: proposal(kind) }]);
      expect(document.querySelector('form')).toBeNull();
    } else {
      await press();
      expect(onSign).toHaveBeenCalledOnce();
    }
  });

  it('names a recipient by title and place, and who is there now', () => {
    see('recipient');
    for (const part of ['Medical director, new', '3', 'Medical director'])
      expect(textOf('dl')).toContain(part);
    see('recipient', { ...withConcerns, concerns: null });
    expect(textOf('dl')).toContain(t.recipient.nobody);
  });

  it('shows the whole key of what the service gives to openings', () => {
    see('concerns-key');
    expect(textOf('.sotto-hex')).toBe(key);
  });
});

describe('other rules of the scheme', () => {
  const rows = (): string[][] =>
    [...document.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );

  it('are shown line by line, as they are and as they will be', () => {
    const changes = [
      { name: 'title', before: 'Listen', after: 'Listen to Connect' },
      { name: 'relay', before: '', after: 'https://relay.example' },
    ];
    const changed = { ...proposal('policy'), changes };
    draw(h(See, { way, everybody: withConcerns, proposal: changed, onSign }));
    expect(rows()).toEqual([
      ['title', 'Listen', 'Listen to Connect'],
      ['relay', t.change.policy.nothing, 'https://relay.example'],
    ]);
  });

  it('are not there to be read when the service does not have them', () => {
    see('policy');
    expect(rows()).toEqual([]);
    expect(document.body.textContent).toContain(t.change.policy.missing);
  });
});

describe('the six words that a recipient reads out', () => {
  it('are asked for before a signature, in words about recipients', async () => {
    prepare({ sign: () => ({ waits: [] }) });
    draw(h(SixWords, { way, proposal: proposal('recipient') }));
    expect(textOf('h1')).toBe(t.recipientWords.heading);
    await press();
    expect(asked).toEqual([]);
    await type('six-words', 'one two three four five six');
    await press();
    expect(asked).toEqual([
      { kind: 'sign', ask: { id: '1f2e3d4c', sixWords: 'one two three four five six' } },
    ]);
  });
});

describe('a trustee', () => {
  it('is named by title and place, and their six words are asked for', () => {
    see('trustee');
    for (const part of ['Chair of the committee', '2']) expect(textOf('dl')).toContain(part);
    draw(h(SixWords, { way, proposal: proposal('trustee') }));
    expect(textOf('h1')).toBe(t.trusteeWords.heading);
  });
});

describe('removing a recipient', () => {
  it('is offered only where there are concerns', () => {
    draw(h(Waiting, { way, everybody: withConcerns, proposals: [] }));
    expect(document.body.textContent).toContain(t.waiting.removeRecipient);
    draw(h(Waiting, { way, everybody: nobody, proposals: [] }));
    expect(document.body.textContent).not.toContain(t.waiting.removeRecipient);
  });

  it('asks who, and goes on only with one', async () => {
    const recipients = withConcerns.concerns?.recipients ?? [];
    draw(h(RemoveRecipientWho, { way, of: recipients }));
    await press();
    expect(textOf('#who-error')).toContain(t.removeRecipientWho.empty);
    expect(way.went).toEqual([]);
    const field = document.getElementById('who') as HTMLSelectElement;
    field.value = '2';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    await press();
    expect(way.went).toEqual([{ name: 'removeRecipientSure', recipient: recipients[1] }]);
  });

  it('says so where there is nobody', () => {
    draw(h(RemoveRecipientWho, { way, of: [] }));
    expect(document.body.textContent).toContain(t.removeRecipientWho.nobody);
    expect(document.querySelector('form')).toBeNull();
  });
});
