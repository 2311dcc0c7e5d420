// A trustee's visit: seven words in, then what was done, what the others have done, and what comes next.

import { useState } from 'preact/hooks';
import {
  Button,
  type FieldError,
  Form,
  InsetText,
  Interruption,
  LinkButton,
  Page,
  Panel,
  Paragraphs,
  Progress,
  Table,
  Tag,
  WordsField,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import type { SpoiltReason, TrusteeDone, TrusteeVisit } from '../core/messages.ts';
import { inOne } from '../lead/trouble.tsx';
import type { Way } from '../lead/way.ts';
import { wordsText } from '../personal/problem.ts';
import { Section } from '../public/common.tsx';
import { loadScheme } from '../scheme.ts';
import { fill, texts } from '../texts/texts.ts';
import { placeName } from './places.tsx';
import { isQuarterWrong, QuarterStands } from './quarter.tsx';
import { troubleOfTrustee } from './trouble.ts';

const kWords = 'words';
const reasons: Record<SpoiltReason, string> = texts.trustee.stands.reasons;

export function TrusteeOpen({ way }: { way: Way }) {
  const t = texts.trustee.open;
  const [words, setWords] = useState('');
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
    if ('ceremony' in answer) way.startAgain({ name: 'trusteeStands', done: answer });
    else if ('refusal' in answer) fail(inOne(troubleOfTrustee(answer)));
    else way.go({ name: 'trouble', trouble: troubleOfTrustee(answer) });
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.about}</p>
      <Form errors={errors} onSubmit={submit} button={t.button}>
        <WordsField
          id={kWords}
          label={t.label}
          hint={t.hint}
          error={errors[0]?.text}
          value={words}
          onInput={setWords}
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

// The quarter comes first when there was one to open.
export function TrusteeStands({ way, done }: { way: Way; done: TrusteeDone }) {
  const t = texts.trustee.stands;
  const { quarter, ceremony } = done;
  const leave = (): void => {
    // The log has grown: what everybody knows is fetched anew.
    void loadScheme();
    way.startAgain({ name: 'start' });
  };
  const heading = ceremony === null ? '' : t.headings[headingOf(ceremony)];
  const wrong = quarter === null ? ceremony !== null && isWrong(ceremony) : isQuarterWrong(quarter);
  const first = quarter === null ? heading : texts.trustee.quarter.headings[quarter.state];
  return (
    <Page {...(wrong ? { heading: first } : {})}>
      {!wrong && <Panel heading={first} />}
      {quarter !== null && <QuarterStands quarter={quarter} />}
      {quarter === null
        ? ceremony !== null && <CeremonyStands visit={ceremony} />
        : ceremony !== null && (
            <Section heading={heading}>
              <CeremonyStands visit={ceremony} />
            </Section>
          )}
      <Button kind="secondary" onClick={leave}>
        {t.leave}
      </Button>
      {ceremony !== null && ceremony.number !== 0 && (
        <Section heading={t.troubleHeading}>
          <p>{ceremony.turn === 'done' && !isWrong(ceremony) ? t.again.done : t.again.other}</p>
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

const isWrong = ({ turn, share }: TrusteeVisit): boolean =>
  turn === 'spoilt' || turn === 'other-log' || (turn === 'done' && share === 'missing');

function CeremonyStands({ visit }: { visit: TrusteeVisit }) {
  return (
    <>
      <Did visit={visit} />
      <What visit={visit} />
      <Parts visit={visit} />
      {visit.turn === 'wait' && (
        <InsetText>
          <p>{texts.trustee.stands.keep}</p>
        </InsetText>
      )}
    </>
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
    if ('turn' in answer) {
      way.startAgain({ name: 'trusteeStands', done: { quarter: null, ceremony: answer } });
    } else way.go({ name: 'trouble', trouble: troubleOfTrustee(answer) });
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
