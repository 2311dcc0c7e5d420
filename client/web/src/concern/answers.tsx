// What was answered, for those who read it: a recipient, an auditor.

import type { Row } from '../components/index.ts';
import type { Audited, Everybody, HeldConcern } from '../core/messages.ts';
import { fill, texts } from '../texts/texts.ts';
import { titleOf } from './given.ts';
import { placesOf } from './walk.ts';

type Coded = Pick<HeldConcern | Audited, 'steps' | 'answers'>;

// Answers are numbers that only the steps explain that were walked.
export const isOfToday = ({ concernSteps }: Everybody, { steps }: Coded): boolean =>
  concernSteps?.hash.startsWith(steps) ?? false;

export function fieldRows(everybody: Everybody, concern: HeldConcern): Row[] {
  const steps = isOfToday(everybody, concern) ? (everybody.concernSteps?.steps ?? []) : [];
  const fields = steps.find(({ kind }) => kind === 'texts')?.fields ?? [];
  return concern.fields.map(({ field, text }) => ({
    key: fields[field]?.label ?? String(field + 1),
    value: <bdi class="sotto-concern__text">{text}</bdi>,
  }));
}

export function answerRows(everybody: Everybody, concern: Coded): Row[] {
  const t = texts.concern.held.read;
  const today = isOfToday(everybody, concern);
  return concern.answers.flatMap(({ step: number, code }) => {
    const step = today ? everybody.concernSteps?.steps[number] : undefined;
    if (step === undefined) {
      const key = fill(t.otherRow, { number: String(number + 1) });
      return [{ key, value: fill(t.coded, { code: String(code) }) }];
    }
    switch (step.kind) {
      case 'choice':
      case 'interruption': {
        const value = step.choices.find((each) => each.code === code)?.label ?? String(code);
        return [{ key: step.question, value }];
      }
      case 'ticks':
        return [{ key: step.question, value: texts.concern.check.all }];
      case 'recipients': {
        const value = placesOf(code).map((place) => titleOf(everybody, place));
        return [{ key: step.question, value: value.join('; ') }];
      }
      case 'texts':
      case 'telephone':
      case 'check':
        return [];
    }
  });
}
