// Whether a statement holds. It is pasted, checked on this device against the log that the page has, and
// goes nowhere.

import { useState } from 'preact/hooks';
import {
  type FieldError,
  Form,
  InsetText,
  LinkButton,
  Page,
  SummaryList,
  Textarea,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import type { Stated } from '../core/director_messages.ts';
import { isoInWords } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { NearPeerPage } from './page.tsx';

// Whatever a mail program did to the ends of lines, and what stands around it.
export const pasted = (text: string): string => `${text.replace(/[ \t]*\r?\n/g, '\n').trim()}\n`;

export function StatementCheck() {
  const [found, setFound] = useState<Stated | null>(null);
  if (found !== null) return <Found of={found} onAgain={() => setFound(null)} />;
  return (
    <NearPeerPage heading={texts.nearPeer.statement.heading}>
      {() => <Paste onFound={setFound} />}
    </NearPeerPage>
  );
}

function Paste({ onFound }: { onFound: (found: Stated) => void }) {
  const t = texts.nearPeer.statement;
  const [text, setText] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const fail = (why: string): void => setErrors([{ id: 'statement', text: why }]);
  const submit = async (): Promise<void> => {
    if (text.trim() === '') {
      fail(t.empty);
      return;
    }
    const answer = await core.ask('checkStatement', { text: pasted(text) });
    if ('refusal' in answer) fail(t.notOne);
    else if ('failure' in answer) fail(t.findings.not_a_log);
    else onFound(answer);
  };
  return (
    <>
      <p>{t.about}</p>
      <Form errors={errors} onSubmit={submit} button={t.button}>
        <Textarea
          id="statement"
          label={t.label}
          hint={t.hint}
          error={errors[0]?.text}
          rows={12}
          value={text}
          onInput={setText}
        />
      </Form>
    </>
  );
}

function Found({ of, onAgain }: { of: Stated; onAgain: () => void }) {
  const t = texts.nearPeer.statement;
  const good = of.finding === 'good';
  return (
    <Page heading={good ? t.holds : t.fails}>
      <InsetText>
        <p>{t.findings[of.finding]}</p>
      </InsetText>
      {good && (
        <SummaryList
          rows={[
            { key: t.rows.name, value: of.name },
            { key: t.rows.role, value: texts.nearPeer.kinds[of.kind - 1] },
            {
              key: t.rows.period,
              value: fill(t.period, { from: isoInWords(of.from), until: isoInWords(of.until) }),
            },
            { key: t.rows.hours, value: texts.nearPeer.hours[of.hours - 1] },
            { key: t.rows.issued, value: isoInWords(of.issued) },
            { key: t.rows.scheme, value: of.origin },
          ]}
        />
      )}
      <p>
        <LinkButton onClick={onAgain}>{t.again}</LinkButton>
      </p>
    </Page>
  );
}
