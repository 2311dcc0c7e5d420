// A statement for a supporter: a role, a period, a band of hours, signed by the director.

import { useState } from 'preact/hooks';
import {
  Button,
  Checkboxes,
  DateInput,
  type FieldError,
  Form,
  Radios,
  Select,
  type TypedDate,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import type { DirectorsDesk, StatementRefusal } from '../core/director_messages.ts';
import { isoOf } from '../dates.ts';
import { saveFile } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import { refusalText, somethingChanged } from './open_desk.ts';
import { DeskPage } from './shell.tsx';
import type { Way } from './way.ts';

const none: TypedDate = { day: '', month: '', year: '' };

function errorOf(refusal: StatementRefusal): FieldError {
  const t = texts.nearPeer.director.statement.errors;
  switch (refusal) {
    case 'from':
      return { id: 'from-day', text: t.from };
    case 'not_here':
      return { id: 'send', text: t.not_here };
    case 'until':
    case 'backwards':
    case 'not_over':
      return { id: 'until-day', text: t[refusal] };
    default:
      return { id: 'who', text: refusalText(refusal) };
  }
}

export function SignStatement({ way, desk }: { way: Way; desk: DirectorsDesk }) {
  const t = texts.nearPeer.director.statement;
  const [who, setWho] = useState('');
  const [kind, setKind] = useState<'1' | '2' | null>(null);
  const [from, setFrom] = useState(none);
  const [until, setUntil] = useState(none);
  const [hours, setHours] = useState('');
  const [send, setSend] = useState<'send'[]>([]);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const error = (id: string): string | undefined => errors.find((each) => each.id === id)?.text;
  const submit = async (): Promise<void> => {
    const missing: FieldError[] = [];
    if (who === '') missing.push({ id: 'who', text: t.errors.who });
    if (kind === null) missing.push({ id: 'kind', text: t.errors.kind });
    if (hours === '') missing.push({ id: 'hours', text: t.errors.hours });
    setErrors(missing);
    if (kind === null || missing.length > 0) return;
    const answer = await core.ask('directorStatement', {
      supporter: Number(who),
      kind: kind === '1' ? 1 : 2,
      hours: Number(hours),
      from: isoOf(from),
      until: isoOf(until),
      send: send.length > 0,
    });
    if ('refusal' in answer) {
      setErrors([errorOf(answer.refusal)]);
      return;
    }
    if (send.length > 0) somethingChanged();
    way.go({ name: 'statementSheet', text: answer.text });
  };
  const option = (label: string, index: number) => ({ value: String(index + 1), label });
  return (
    <DeskPage heading={t.heading} back={way.back}>
      <p>{t.about}</p>
      <Form errors={errors} onSubmit={submit} button={t.button}>
        <Select
          id="who"
          label={t.who}
          error={error('who')}
          choices={[
            { value: '', label: t.choose },
            ...desk.supporters.map(({ number, name }) => ({ value: String(number), label: name })),
          ]}
          value={who}
          onChange={setWho}
        />
        <Radios<'1' | '2'>
          id="kind"
          legend={t.kind}
          error={error('kind')}
          choices={[
            { value: '1', label: texts.nearPeer.kinds[0] ?? '' },
            { value: '2', label: texts.nearPeer.kinds[1] ?? '' },
          ]}
          value={kind}
          onChange={setKind}
        />
        <DateInput
          id="from"
          legend={t.from}
          error={error('from-day')}
          value={from}
          onInput={setFrom}
        />
        <DateInput
          id="until"
          legend={t.until}
          error={error('until-day')}
          value={until}
          onInput={setUntil}
        />
        <Select
          id="hours"
          label={t.hours}
          error={error('hours')}
          choices={[{ value: '', label: t.chooseHours }, ...texts.nearPeer.hours.map(option)]}
          value={hours}
          onChange={setHours}
        />
        <Checkboxes<'send'>
          id="send"
          legend={t.hand}
          error={error('send')}
          choices={[{ value: 'send', label: t.send }]}
          values={send}
          onChange={setSend}
        />
      </Form>
    </DeskPage>
  );
}

export function StatementSheet({ way, text }: { way: Way; text: string }) {
  const t = texts.nearPeer.director.statement;
  const { statementFile } = texts.nearPeer.director;
  return (
    <>
      <div class="sotto-not-printed">
        <DeskPage heading={t.sheet} back={way.back}>
          <p>{t.sheetHint}</p>
          <div class="sotto-buttons">
            <Button onClick={() => window.print()}>{t.print}</Button>
            <Button kind="secondary" onClick={() => saveFile(statementFile, 'text/plain', text)}>
              {t.save}
            </Button>
          </div>
        </DeskPage>
      </div>
      <section class="sotto-statement" aria-label={t.region}>
        <pre>{text}</pre>
      </section>
    </>
  );
}
