// @vitest-environment happy-dom
import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import type { DeskRefusal, Failure } from '../../src/core/messages.ts';
import { inOne, type Trouble, TroublePage, troubleOf } from '../../src/lead/trouble.tsx';
import { texts } from '../../src/texts/texts.ts';
import { draw, textOf } from './page.ts';

const { refusals, failures, statuses } = texts.lead;

describe('why something did not happen', () => {
  const all: [string, Trouble][] = [
    ...Object.keys(refusals).map((key): [string, Trouble] => [
      key,
      troubleOf({ refusal: key as DeskRefusal }),
    ]),
    ...Object.keys(failures).map((key): [string, Trouble] => [
      key,
      troubleOf({ failure: key as Failure }),
    ]),
    ...Object.keys(statuses).map((key): [string, Trouble] => [
      `refused: ${key}`,
      troubleOf({ failure: 'refused', status: key }),
    ]),
  ];

  it.each(all)('%s: says what happened, what is safe and what to do next', (_, trouble) => {
    draw(h(TroublePage, { trouble, onBack: () => undefined }));
    expect(textOf('h1')).toBe(trouble.happened);
    for (const part of [trouble.safe, trouble.next]) {
      expect(document.body.textContent).toContain(part);
      expect(part).toMatch(/[.]$/);
    }
    expect(trouble.happened).not.toMatch(/[.]$/);
    expect(inOne(trouble)).not.toContain('..');
  });

  it('says of every refusal something of its own', () => {
    const said = Object.values(refusals).map((trouble) => trouble.happened);
    expect(new Set(said).size).toBe(said.length);
  });

  it('says of a status that leads never see, or a new one, that the request was refused', () => {
    expect(troubleOf({ failure: 'refused', status: 'unknown_locker' })).toBe(failures.refused);
    expect(troubleOf({ failure: 'refused', status: 'toString' })).toBe(failures.refused);
    expect(troubleOf({ failure: 'refused' })).toBe(failures.refused);
    expect(troubleOf({ failure: 'no_answer', status: 'try_later' })).toBe(failures.no_answer);
  });

  it('tells a lead to sign nothing where the log or the list is wrong', () => {
    for (const failure of [
      'log_invalid',
      'log_forked',
      'log_rolled_back',
      'policy_mismatch',
    ] as const) {
      expect(failures[failure].next).toMatch(/Do not sign anything/);
    }
    expect(refusals.six_words_differ.next).toMatch(/do not sign it/);
  });
});
