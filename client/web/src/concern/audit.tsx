// An auditor's look at a decision record: checked on this device against the public log, and read without
// a text of the concern.

import {
  Button,
  InsetText,
  Page,
  Paragraphs,
  type Row,
  SummaryList,
  Tag,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import type { Audited, AuditRefusal, Everybody } from '../core/messages.ts';
import { FileForm } from '../lead/file_form.tsx';
import { Hex } from '../lead/hex.tsx';
import { troubleOf } from '../lead/trouble.tsx';
import type { Way } from '../lead/way.ts';
import { isoInWords, Section } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { answerRows, isOfToday } from './answers.tsx';
import { titleOf } from './given.ts';

const kRecordMax = 16 * 1024; // bytes, three times what a record has

// Every refusal has its text, or this does not compile.
const refusals: Record<AuditRefusal, string> = texts.concern.audit.refusals;

export function Audit({ way }: { way: Way }) {
  const t = texts.concern.audit;
  const use = async (bytes: Uint8Array | null): Promise<string | null> => {
    if (bytes === null) return refusals.not_a_record;
    const answer = await core.ask('audit', { file: bytes });
    if ('refusal' in answer) return refusals[answer.refusal];
    if ('envelope' in answer) way.go({ name: 'audited', found: answer });
    else way.go({ name: 'trouble', trouble: troubleOf(answer) });
    return null;
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <Paragraphs of={t.about} />
      <FileForm
        id="record"
        label={t.label}
        empty={t.empty}
        most={kRecordMax}
        button={t.button}
        use={use}
      />
    </Page>
  );
}

export function AuditFound(props: { way: Way; everybody: Everybody; found: Audited }) {
  const t = texts.concern.audit;
  const { way, everybody, found } = props;
  const today = isOfToday(everybody, found);
  return (
    <Page heading={t.holds} back={{ onClick: way.back }}>
      <p>{t.holdsText}</p>
      {found.drill && (
        <p>
          <Tag colour="yellow">{texts.concern.held.drill}</Tag>
        </p>
      )}
      <SummaryList rows={rowsOf(everybody, found)} />
      <Section heading={texts.concern.held.read.answers}>
        <p>{today ? t.today : texts.concern.held.read.other}</p>
        <SummaryList rows={answerRows(everybody, found)} />
      </Section>
      <InsetText>
        <p>{t.nothingElse}</p>
      </InsetText>
      <Section heading={t.envelope}>
        <p>
          <Hex of={found.envelope} />
        </p>
      </Section>
      <Button kind="secondary" onClick={() => way.startAgain({ name: 'audit' })}>
        {t.another}
      </Button>
    </Page>
  );
}

function rowsOf(everybody: Everybody, found: Audited): Row[] {
  const { rows: t, notInRecord } = texts.concern.audit;
  const who = titleOf(everybody, found.place);
  const { outcome, acknowledged } = found;
  return [
    { key: t.week, value: isoInWords(found.week) },
    { key: t.published, value: isoInWords(found.published) },
    { key: t.opened, value: fill(t.openedBy, { date: isoInWords(found.opened), who }) },
    { key: t.reason, value: `“${texts.concern.held.open.reasons[found.reason]}”` },
    {
      key: t.acknowledged,
      value: acknowledged === null ? notInRecord : isoInWords(acknowledged),
    },
    {
      key: t.outcome,
      value:
        outcome === null
          ? notInRecord
          : fill(t.outcomeOn, {
              what: texts.concern.outcomes[outcome.what],
              date: isoInWords(outcome.on),
            }),
    },
  ];
}
