// Why something did not happen, as a page: what happened, what is safe, what to do next.

import { Page } from '../components/index.ts';
import type { DeskRefusal, Failure, Stopped } from '../core/messages.ts';
import type { Status } from '../personal/problem.ts';
import { texts } from '../texts/texts.ts';

export interface Trouble {
  happened: string;
  safe: string;
  next: string;
}

// Every refusal and failure has its text, or this does not compile.
const refusals: Record<DeskRefusal, Trouble> = texts.lead.refusals;
const failures: Record<Failure, Trouble> = texts.lead.failures;

// null: no answer to what leads ask, or nothing more to say than that it was refused.
const statuses: Record<Status, Trouble | null> = {
  ...texts.lead.statuses,
  malformed: null,
  unknown_request: null,
  unknown_locker: null,
  stale_version: null,
  too_many_visits: null,
  too_many_commits: null,
  unknown_code: null,
  locker_exists: null,
  wrong_role: null,
  not_eligible: null,
  wrong_epoch: null,
  already_drawn: null,
  bad_pass_request: null,
  no_room: null,
  bad_contact_key: null,
};

export function troubleOf(answer: { refusal: DeskRefusal } | Stopped): Trouble {
  if ('refusal' in answer) return refusals[answer.refusal];
  const { failure, status } = answer;
  if (failure !== 'refused' || status === undefined || !Object.hasOwn(statuses, status)) {
    return failures[failure];
  }
  return statuses[status as Status] ?? failures.refused;
}

export const inOne = ({ happened, safe, next }: Trouble): string => `${happened}. ${safe} ${next}`;

export function TroublePage({ trouble, onBack }: { trouble: Trouble; onBack: () => void }) {
  return (
    <Page heading={trouble.happened} back={{ onClick: onBack }}>
      <h2 class="nhsuk-heading-s">{texts.lead.trouble.safe}</h2>
      <p>{trouble.safe}</p>
      <h2 class="nhsuk-heading-s">{texts.lead.trouble.next}</h2>
      <p>{trouble.next}</p>
    </Page>
  );
}
