// Putting a lead's signature: to a listing, a recipient or a trustee only after typing the six words that
// are read out.

import { Button, Form, Interruption, Page, Panel, Paragraphs } from '../components/index.ts';
import { core } from '../core/core.ts';
import type { DeskDone, Proposal } from '../core/messages.ts';
import { texts } from '../texts/texts.ts';
import { NeverAsked, type Signed as SignedAnswer, SixWordsForm } from './six_words_form.tsx';
import { troubleOf } from './trouble.tsx';
import type { Way } from './way.ts';

// The answer to a signature, or to taking a proposal back, as the next screen.
export function goOn(way: Way, answer: SignedAnswer, name: 'signed' | 'dropped' = 'signed'): void {
  if ('waits' in answer) way.startAgain({ name, waits: answer.waits });
  else way.go({ name: 'trouble', trouble: troubleOf(answer) });
}

const wordsOf = (kind: Proposal['kind']) => {
  if (kind === 'recipient') return texts.lead.recipientWords;
  return kind === 'trustee' ? texts.lead.trusteeWords : texts.lead.sixWords;
};

export function SixWords({ way, proposal }: { way: Way; proposal: Proposal }) {
  const t = wordsOf(proposal.kind);
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.why}</p>
      <NeverAsked />
      <SixWordsForm
        texts={t}
        send={(sixWords) => core.ask('sign', { id: proposal.id, sixWords })}
        onAnswer={(answer) => goOn(way, answer)}
      />
    </Page>
  );
}

type Waits = DeskDone['waits'];

export function Signed({ way, waits }: { way: Way; waits: Waits }) {
  const t = texts.lead.signed;
  return (
    <Page>
      <Panel heading={t.heading} />
      <p>{waits === 'replaced' ? t.replaced : t.complete}</p>
      <Onward way={way} waits={waits} />
    </Page>
  );
}

// To what waits now, where it can be seen.
function Onward({ way, waits }: { way: Way; waits: Waits }) {
  const t = texts.lead.signed;
  if (waits === 'replaced') return null;
  if (waits !== null) {
    const look = () => way.startAgain({ name: 'waiting', proposals: waits });
    return <Button onClick={look}>{t.back}</Button>;
  }
  return (
    <>
      <p>{t.notSeen}</p>
      <Button onClick={() => way.startAgain({ name: 'open' })}>{t.again}</Button>
    </>
  );
}

export function DropSure({
  way,
  proposal,
  about,
}: {
  way: Way;
  proposal: Proposal;
  about: string;
}) {
  const t = texts.lead.drop;
  const submit = async (): Promise<void> =>
    goOn(way, await core.ask('drop', { id: proposal.id }), 'dropped');
  return (
    <Page back={{ onClick: way.back }}>
      <Interruption heading={t.heading}>
        <p>
          <strong>{about}</strong>
        </p>
        <Paragraphs of={t.about} />
      </Interruption>
      <Form button={t.button} kind="warning" onSubmit={submit}>
        {null}
      </Form>
    </Page>
  );
}

export function Dropped({ way, waits }: { way: Way; waits: Waits }) {
  const t = texts.lead.drop;
  return (
    <Page>
      <Panel heading={t.done} />
      <p>{t.doneText}</p>
      <Onward way={way} waits={waits} />
    </Page>
  );
}
