// Walking the guided steps (docs/spec/policy.md, "Guided steps"). Answers are the core's codes, by the
// number of the step; what is written stays beside them. All of it in memory, and only while it is written.

import type { ConcernSteps, GuidedStep } from '../core/messages.ts';

export interface Answers {
  drill: boolean;
  codes: Readonly<Record<number, number>>;
  texts: readonly string[]; // of the one step that asks for them, by field
}

export const noAnswers = (drill: boolean): Answers => ({ drill, codes: {}, texts: [] });

export interface CodedAnswer {
  step: number;
  code: number;
}

export const allTicked = (step: GuidedStep): number =>
  step.choices.reduce((bits, { code }) => bits | (1 << (code - 1)), 0);

export const placesOf = (bits: number): number[] =>
  [0, 1, 2, 3, 4, 5, 6, 7].filter((place) => ((bits >> place) & 1) === 1);

export const bitsOf = (places: readonly number[]): number =>
  places.reduce((bits, place) => bits | (1 << place), 0);

// 1 up to 250 bytes of UTF-8, 2 up to 500, 3 up to 1,000, 4 more
export function lengthBand(texts: readonly string[]): number {
  const bytes = texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
  return 1 + [250, 500, 1000].filter((most) => bytes > most).length;
}

// Where an answer leads; null: nowhere (the path stops), or the step has no such answer.
export function after(step: GuidedStep, code: number): number | null {
  switch (step.kind) {
    case 'choice':
    case 'interruption':
      return step.choices.find((each) => each.code === code)?.next ?? null;
    case 'ticks':
      return code === allTicked(step) ? step.next : null;
    case 'recipients':
    case 'texts':
      return code === 0 ? null : step.next;
    case 'telephone':
    case 'check':
      return null;
  }
}

// The steps that the answers lead through, from the first up to the one that has no answer yet.
export function pathOf({ steps }: ConcernSteps, { codes }: Answers): number[] {
  const path: number[] = [];
  let at: number | null = 0;
  while (at !== null && (path.at(-1) ?? -1) < at) {
    path.push(at);
    const step: GuidedStep | undefined = steps[at];
    const code: number | undefined = codes[at];
    at = step === undefined || code === undefined ? null : after(step, code);
  }
  return path;
}

// The coded answers of a whole path, the declaration included; null: some answer is missing.
export function codedAnswers(of: ConcernSteps, answers: Answers): CodedAnswer[] | null {
  const path = pathOf(of, answers);
  const last = path.at(-1);
  if (last === undefined || of.steps[last]?.kind !== 'check') return null;
  return path.map((step) => ({ step, code: step === last ? 1 : (answers.codes[step] ?? 0) }));
}

// Whether a choice was taken after which the recipient has to know who it is.
export function isNamed(of: ConcernSteps, answers: Answers): boolean {
  return pathOf(of, answers).some((number) =>
    of.steps[number]?.choices.some(({ code, named }) => named && code === answers.codes[number]),
  );
}

// The one draft of a visit (personal/drafts.ts).
export const kDraft = 'concern';
