// Why a trustee's request did not happen: what leads read of theirs, and what is different here.

import type { Failure, Stopped, TrusteeRefusal } from '../core/messages.ts';
import { type Trouble, troubleOf } from '../lead/trouble.tsx';
import { texts } from '../texts/texts.ts';

const refusals: Record<TrusteeRefusal, Trouble> = texts.trustee.refusals;
const failures: Partial<Record<Failure, Trouble>> = texts.trustee.failures;
const statuses: Partial<Record<string, Trouble>> = texts.trustee.statuses;

export function troubleOfTrustee(answer: { refusal: TrusteeRefusal } | Stopped): Trouble {
  if ('refusal' in answer) return refusals[answer.refusal];
  const { failure, status } = answer;
  if (failure === 'refused' && status !== undefined && Object.hasOwn(statuses, status)) {
    return statuses[status] ?? troubleOf(answer);
  }
  return failures[failure] ?? troubleOf(answer);
}
