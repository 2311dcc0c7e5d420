// Why something did not happen, as a page: what happened, what is safe, what to do next.

import { Page } from '../components/index.ts';
import type { DeskRefusal, Failure, Stopped } from '../core/messages.ts';
import { texts } from '../texts/texts.ts';

export interface Trouble {
  happened: string;
  safe: string;
  next: string;
}

// Every refusal and failure has its text, or this does not compile.
const refusals: Record<DeskRefusal, Trouble> = texts.lead.refusals;
const failures: Record<Failure, Trouble> = texts.lead.failures;
const statuses: Partial<Record<string, Trouble>> = texts.lead.statuses;

export function troubleOf(answer: { refusal: DeskRefusal } | Stopped): Trouble {
  if ('refusal' in answer) return refusals[answer.refusal];
  const { failure, status } = answer;
  return (failure === 'refused' ? statuses[status ?? ''] : undefined) ?? failures[failure];
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
