// Six words by which each lead knows that a listing is really this supporter's.

import {
  Form,
  InsetText,
  List,
  Paragraphs,
  WarningCallout,
  WordList,
} from '../components/index.ts';
import type { Stopped } from '../core/messages.ts';
import { problemOf } from '../personal/problem.ts';
import type { Given, Nav } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { fill, texts } from '../texts/texts.ts';
import { ask } from '../visit.ts';
import { setUpOf } from './state.ts';

// The listing that was published last. Doing it again is harmless.
export async function handToLeads(nav: Nav): Promise<void> {
  const answer = await ask('propose', {});
  nav.startAgain({ name: 'home' });
  nav.go(
    'ok' in answer ? { name: 'sixWords', handed: true } : { name: 'sixWords', stopped: answer },
  );
}

function NotHanded({ stopped }: { stopped: Stopped }) {
  const t = texts.supporter.sixWords;
  const { what, next } = problemOf(stopped);
  return (
    <WarningCallout heading={t.notHanded}>
      <p>{what}</p>
      <p>{fill(t.notHandedNext, { next })}</p>
    </WarningCallout>
  );
}

export function SixWords(given: Given & { handed: boolean; stopped: Stopped | undefined }) {
  const { nav, everybody, visit, handed, stopped } = given;
  const t = texts.supporter.sixWords;
  const { written, waitsFor } = setUpOf(visit, everybody);
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      {stopped && <NotHanded stopped={stopped} />}
      {handed && <InsetText>{<p>{t.handed}</p>}</InsetText>}
      {!written && <p>{t.first}</p>}
      {written && waitsFor === null && <p>{t.listed}</p>}
      {waitsFor === 'week' && <p>{t.signed}</p>}
      {waitsFor === 'leads' && <Paragraphs of={t.how} />}
      {written && (
        <>
          <h2 class="nhsuk-heading-m">{t.words}</h2>
          <WordList words={visit.sixWords} />
        </>
      )}
      {waitsFor === 'leads' && (
        <>
          <List of={[everybody.leadSignatures === 1 ? t.one : t.two, t.later]} />
          <Form
            button={t.again}
            kind={handed ? 'secondary' : 'primary'}
            onSubmit={() => handToLeads(nav)}
          >
            {null}
          </Form>
        </>
      )}
    </ScreenPage>
  );
}
