// A core that answers what a test has prepared, and remembers what it was asked.

import { vi } from 'vitest';
import type { Core } from '../../src/core/core.ts';
import type { Questions } from '../../src/core/messages.ts';

type Answers = { [K in keyof Questions]?: (ask: Questions[K]['ask']) => Questions[K]['answer'] };

export const asked: { kind: keyof Questions; ask: unknown }[] = [];
let answers: Answers = {};

export function prepare(next: Answers): void {
  asked.length = 0;
  answers = next;
}

export const fakeCore = {
  ask: vi.fn((kind: keyof Questions, ask: never) => {
    asked.push({ kind, ask });
    const answer = answers[kind];
    if (answer === undefined) throw new Error(`nobody prepared an answer to ${kind}`);
    return Promise.resolve(answer(ask));
  }) as unknown as Core['ask'],
  onReport: () => () => undefined,
};
