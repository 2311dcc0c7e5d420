// A trustee's visit: seven words in, then what was done, what the others have done, and what comes next.

import { useState } from 'preact/hooks';
import {
  Button,
  Checkboxes,
  type FieldError,
  Form,
  Input,
  InsetText,
  Interruption,
  LinkButton,
  Page,
  Panel,
  Paragraphs,
  Progress,
  Table,
  Tag,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import type { SpoiltReason, TrusteeVisit } from '../core/messages.ts';
import { inOne } from '../lead/trouble.tsx';
import type { Way } from '../lead/way.ts';
import { wordsText } from '../personal/problem.ts';
import { Section } from '../public/common.tsx';
import { loadScheme } from '../scheme.ts';
import { fill, texts } from '../texts/texts.ts';
import { placeName } from './places.tsx';
import { troubleOfTrustee } from './trouble.ts';

const kWords = 'words';
const reasons: Record<SpoiltReason, string> = texts.trustee.stands.reasons;

export function TrusteeOpen({ way }: { way: Way }) {
  const t = texts.trustee.open;
  const [words, setWords] = useState('');
  const [show, setShow] = useState<'show'[]>([]);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const fail = (text: string): void => setErrors([{ id: kWords, text }]);
  const submit = async (): Promise<void> => {
    if (words.trim() === '') {
      fail(t.empty);
      return;
    }
    const spelt = await core.ask('checkWords', { words });
    if ('refusal' in spelt) {
      fail(wordsText(spelt.refusal));
      return;
    }
    setErrors([]);
    setBusy(true);
    const answer = await core.ask('trustee', { words });
    setBusy(false);
    if ('turn' in answer) way.startAgain({ name: 'trusteeStands', visit: answer });
    else if ('refusal' in answer) fail(inOne(troubleOfTrustee(answer)));
    else way.go({ name: 'trouble', trouble: troubleOfTrustee(answer) });
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.about}</p>
      <Form errors={errors} onSubmit={submit} button={t.button}>
        <Input
          id={kWords}
          label={t.label}
          hint={t.hint}
          error={errors[0]?.text}
          type={show.length > 0 ? 'text' : 'password'}
          value={words}
          onInput={setWords}
        />
        <Checkboxes
          id="show-words"
          legend={texts.personal.words.showLegend}
          choices={[{ value: 'show', label: texts.personal.words.show }]}
          values={show}
          onChange={setShow}
        />
        <Progress text={busy ? t.busy : ''} />
      </Form>
      <p>
        <LinkButton onClick={() => way.go({ name: 'trusteeHelp' })}>{t.lost}</LinkButton>
      </p>
    </Page>
  );
}

const nameOf = ({ parts }: TrusteeVisit, place: number): string =>
  placeName(place, parts.find((part) => part.place === place)?.title ?? '');

export function TrusteeStands({ way, visit }: { way: Way; visit: TrusteeVisit }) {
  const t = texts.trustee.stands;
  const { turn, share } = visit;
  const wrong = turn === 'spoilt' || (turn === 'done' && share === 'missing');
  const leave = (): void => {
    // The log has grown: what everybody knows is fetched anew.
    void loadScheme();
    way.startAgain({ name: 'start' });
  };
  return (
    <Page {...(wrong || turn === 'other-log' ? { heading: t.headings[headingOf(visit)] } : {})}>
      {!wrong && turn !== 'other-log' && <Panel heading={t.headings[headingOf(visit)]} />}
      <Did visit={visit} />
      <What visit={visit} />
      <Parts visit={visit} />
      {turn === 'wait' && (
        <InsetText>
          <p>{t.keep}</p>
        </InsetText>
      )}
      <Button kind="secondary" onClick={leave}>
        {t.leave}
      </Button>
      {visit.number !== 0 && (
        <Section heading={t.troubleHeading}>
          <p>{turn === 'done' && !wrong ? t.again.done : t.again.other}</p>
          <p>
            <LinkButton onClick={() => way.go({ name: 'trusteeAgain' })}>
              {texts.trustee.again.link}
            </LinkButton>
          </p>
          <p>
            <LinkButton onClick={() => way.go({ name: 'trusteeHelp' })}>
              {texts.trustee.start.links.trusteeHelp.name}
            </LinkButton>
          </p>
        </Section>
      )}
    </Page>
  );
}

function headingOf({ turn, share }: TrusteeVisit): keyof typeof texts.trustee.stands.headings {
  return turn === 'done' && share === 'missing' ? 'no-share' : turn;
}

function Did({ visit: { did } }: { visit: TrusteeVisit }) {
  const t = texts.trustee.stands.did;
  return <Paragraphs of={did.map((each) => t[each])} />;
}

// What it means, and what comes next.
function What({ visit }: { visit: TrusteeVisit }) {
  const t = texts.trustee.stands;
  switch (visit.turn) {
    case 'too-few-trustees':
      return <p>{t.tooFew}</p>;
    case 'wait': {
      const first = visit.parts.some(({ step }) => step === 'nothing');
      return <p>{first ? t.waitFirst : t.waitSecond}</p>;
    }
    case 'done':
      return <Paragraphs of={visit.share === 'missing' ? t.noShare : t.done} />;
    case 'spoilt': {
      const reason = reasons[visit.reason ?? 'message'];
      const who = visit.culprit === null ? t.nobody : nameOf(visit, visit.culprit);
      return (
        <>
          <p>{fill(t.spoilt, { who, reason })}</p>
          <Paragraphs of={t.spoiltNext} />
        </>
      );
    }
    case 'other-log':
      return <p>{t.otherLog}</p>;
  }
}

// Who has done how much.
function Parts({ visit }: { visit: TrusteeVisit }) {
  const t = texts.trustee.stands.parts;
  if (visit.number === 0 || visit.turn === 'other-log') return null;
  const done = (step: 'contributed' | 'certified'): number =>
    visit.parts.filter((part) => part.step === 'certified' || part.step === step).length;
  const count = String(visit.parts.length);
  return (
    <>
      <p>
        {fill(t.count, {
          first: String(done('contributed')),
          second: String(done('certified')),
          all: count,
        })}
      </p>
      <Table
        caption={t.caption}
        head={[t.who, t.step]}
        rows={visit.parts.map(({ place, title, step }) => [
          <>
            <bdi>{placeName(place, title)}</bdi>
            {place === visit.place && ` ${t.you}`}
          </>,
          <Tag colour={step === 'certified' ? 'green' : step === 'nothing' ? 'yellow' : 'blue'}>
            {t.steps[step]}
          </Tag>,
        ])}
      />
    </>
  );
}

export function TrusteeAgain({ way }: { way: Way }) {
  const t = texts.trustee.again;
  const submit = async (): Promise<void> => {
    const answer = await core.ask('beginAgain', {});
    if ('turn' in answer) way.startAgain({ name: 'trusteeStands', visit: answer });
    else way.go({ name: 'trouble', trouble: troubleOfTrustee(answer) });
  };
  return (
    <Page back={{ onClick: way.back }}>
      <Interruption heading={t.heading}>
        <Paragraphs of={t.about} />
      </Interruption>
      <Form button={t.button} kind="warning" onSubmit={submit}>
        {null}
      </Form>
    </Page>
  );
}
