// Lists from a spreadsheet: the whole file or nothing of it, and every bad line with its reason.

import { useRef, useState } from 'preact/hooks';
import { Button, type FieldError, Form, Page, Table } from '../components/index.ts';
import { core } from '../core/core.ts';
import type { BadRow, DirectorsDesk, ListKind } from '../core/director_messages.ts';
import { FileField } from '../lead/file_field.tsx';
import { readFile } from '../lead/read_file.ts';
import { fill, texts } from '../texts/texts.ts';
import { deskChanged } from './open_desk.ts';
import { DeskPage } from './shell.tsx';
import type { Way } from './way.ts';

const kListMax = 4 << 20; // bytes; client/core/near_peer/csv.h
const kField = 'list';
const kNamed = 100; // bad lines at most

export function Import(props: { way: Way; desk: DirectorsDesk; kind: ListKind; bad: BadRow[] }) {
  const t = texts.nearPeer.director.import;
  const { way, desk, kind } = props;
  const file = useRef<HTMLInputElement>(null);
  const [bad, setBad] = useState(props.bad);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const fail = (text: string): void => setErrors([{ id: kField, text }]);
  const submit = async (): Promise<void> => {
    setBad([]);
    const chosen = file.current?.files?.[0];
    if (chosen === undefined) {
      fail(t.noFile);
      return;
    }
    const bytes = await readFile(chosen, kListMax);
    if (bytes === null) {
      fail(t.tooLarge);
      return;
    }
    const answer = await core.ask('directorImport', { kind, file: bytes });
    if ('bad' in answer) {
      setBad(answer.bad);
      fail(t.summary);
      return;
    }
    deskChanged(answer.desk);
    way.startAgain({ name: 'home' });
    way.go({ name: 'imported', count: answer.imported });
  };
  return (
    <Page heading={t.headings[kind]} back={{ onClick: way.back }}>
      <p>{t.about}</p>
      <p>{t.columns}</p>
      <p>
        <code class="sotto-rule">{t.columnsOf[kind]}</code>
      </p>
      <p>{fill(t.hints[kind], { grades: desk.grades.join(', ') })}</p>
      <Form errors={errors} onSubmit={submit} button={t.button}>
        <FileField id={kField} label={t.file} error={errors[0]?.text} field={file} />
      </Form>
      {bad.length > 0 && (
        <>
          <p>{t.bad}</p>
          <Table
            caption={t.badTable}
            head={t.badHead}
            rows={bad.map(({ line, why }) => [String(line), why])}
          />
          {bad.length >= kNamed && <p>{t.more}</p>}
        </>
      )}
    </Page>
  );
}

export function Imported({ way, count }: { way: Way; count: number }) {
  const t = texts.nearPeer.director.import;
  return (
    <DeskPage heading={t.done} back={way.back}>
      <p>{fill(t.doneText, { count: String(count) })}</p>
      <Button onClick={() => way.startAgain({ name: 'home' })}>{t.goOn}</Button>
    </DeskPage>
  );
}
