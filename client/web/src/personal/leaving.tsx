// The way out while a commit is without an answer: the same for everybody whose network failed.

import { Page, Paragraphs, Progress } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import type { Leaving } from '../visit.ts';

export function LeavingPage({ leaving }: { leaving: Leaving }) {
  const t = texts.personal.leaving;
  return (
    <Page heading={t[leaving].heading}>
      {leaving === 'goes' ? <Progress text={t.goes.text} /> : <Paragraphs of={t.unanswered.text} />}
      <p class="nhsuk-body">
        <a href="/leave">{t[leaving].link}</a>
      </p>
    </Page>
  );
}
