// What happens next, without a word about what has gone.

import { Form, Panel, Paragraphs, WordList } from '../components/index.ts';
import type { Given } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { EmergencyCard, visitingDaysText } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { supporterName } from './said.ts';

export function Done({ nav, everybody, visit, supporter }: Given & { supporter: string }) {
  const t = texts.colleague.done;
  const values = {
    name: supporterName(everybody, supporter),
    days: visitingDaysText(everybody),
  };
  const engagement = visit.engagements.findLast((each) => each.supporter === supporter);
  return (
    <ScreenPage>
      <Panel heading={t.heading} />
      <h2 class="nhsuk-heading-m">{t.next}</h2>
      <Paragraphs of={t.text.map((text) => fill(text, values))} />
      {engagement && (
        <>
          <p>{t.words}</p>
          <WordList words={engagement.safetyWords} />
        </>
      )}
      <p>{t.mind}</p>
      <EmergencyCard />
      <Form button={t.button} onSubmit={() => nav.startAgain({ name: 'home' })}>
        {null}
      </Form>
    </ScreenPage>
  );
}
