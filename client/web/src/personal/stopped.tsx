// Why a visit or its opening stopped: what happened, what is safe, what to do next.

import { Button, Form } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import type { Ended } from '../visit.ts';
import { problemOf } from './problem.ts';
import { HowToTell, ScreenPage } from './shell.tsx';

export function StoppedPage(props: {
  stopped: Ended;
  again?: (() => void) | undefined;
  keepsWords?: true | undefined; // again needs them
  onWords: () => void;
}) {
  const t = texts.personal.stopped;
  const { heading, what, safe, next } = problemOf(props.stopped);
  return (
    <ScreenPage heading={heading}>
      <p>{what}</p>
      <h2 class="nhsuk-heading-s">{t.safe}</h2>
      <p>{safe}</p>
      <h2 class="nhsuk-heading-s">{t.next}</h2>
      <p>{next}</p>
      <HowToTell of={[next]} />
      {props.keepsWords && <p>{t.keepsWords}</p>}
      {props.again && (
        <Form button={t.retry} onSubmit={props.again}>
          {null}
        </Form>
      )}
      <Button kind={props.again ? 'secondary' : 'primary'} onClick={props.onWords}>
        {t.again}
      </Button>
    </ScreenPage>
  );
}
