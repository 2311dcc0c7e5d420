// The desk goes to the director after this one, and comes from the one before.

import { useRef, useState } from 'preact/hooks';
import {
  Button,
  type FieldError,
  Form,
  Input,
  InsetText,
  List,
  Paragraphs,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import type { TakeOverRefusal } from '../core/director_messages.ts';
import type { CodeRefusal } from '../core/messages.ts';
import { FileField } from '../lead/file_field.tsx';
import { readFile } from '../lead/read_file.ts';
import { codeText, problemOf } from '../personal/problem.ts';
import { saveFile } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import { deskChanged, useDesk } from './open_desk.ts';
import { DeskPage } from './shell.tsx';
import { kDeskFileMax } from './start.tsx';
import type { Way } from './way.ts';

interface Given {
  file: Uint8Array<ArrayBuffer>;
  code: string;
}

export function HandOver({ way }: { way: Way }) {
  const t = texts.nearPeer.director.handOver;
  const { changed } = useDesk();
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [given, setGiven] = useState<Given | null>(null);
  const fail = (text: string): void => setErrors([{ id: 'hand-over', text }]);
  const submit = async (): Promise<void> => {
    const everybody = await core.ask('everybody', {});
    if ('failure' in everybody) {
      const { heading, next } = problemOf(everybody);
      fail(`${heading}. ${next}`);
      return;
    }
    const key = everybody.nearPeer?.directorKey ?? null;
    const answer = key === null ? null : await core.ask('directorHandOver', { key });
    if (answer === null || 'refusal' in answer) {
      fail(t.nobody);
      return;
    }
    setErrors([]);
    setGiven(answer);
  };
  if (given !== null) {
    return (
      <DeskPage heading={t.heading} back={way.back}>
        <List of={t.then} numbered />
        <Button onClick={() => saveFile(t.fileName, 'application/octet-stream', given.file)}>
          {t.save}
        </Button>
        <InsetText>
          <p>{t.code}</p>
          <p class="sotto-slip__typed">{given.code}</p>
        </InsetText>
      </DeskPage>
    );
  }
  return (
    <DeskPage heading={t.heading} back={way.back}>
      <Paragraphs of={t.about} />
      {changed ? (
        <p>{t.saveFirst}</p>
      ) : (
        <div id="hand-over" tabIndex={-1}>
          <Form errors={errors} onSubmit={submit} button={t.button}>
            {null}
          </Form>
        </div>
      )}
    </DeskPage>
  );
}

const kFile = 'handed-file';
const kCode = 'handed-code';

function errorOf(refusal: CodeRefusal | TakeOverRefusal): FieldError {
  const t = texts.nearPeer.director.takeOver.refusals;
  switch (refusal) {
    case 'not_handed':
    case 'not_empty':
      return { id: kFile, text: t[refusal] };
    case 'not_yours':
      return { id: kCode, text: t.not_yours };
    default:
      return { id: kCode, text: codeText(refusal) };
  }
}

export function TakeOver({ way }: { way: Way }) {
  const t = texts.nearPeer.director.takeOver;
  const file = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const error = (id: string): string | undefined => errors.find((each) => each.id === id)?.text;
  const submit = async (): Promise<void> => {
    const chosen = file.current?.files?.[0];
    const missing: FieldError[] = [];
    if (chosen === undefined) missing.push({ id: kFile, text: t.noFile });
    if (code.trim() === '') missing.push({ id: kCode, text: t.noCode });
    setErrors(missing);
    if (missing.length > 0) return;
    const bytes = await readFile(chosen, kDeskFileMax);
    if (bytes === null) {
      setErrors([errorOf('not_handed')]);
      return;
    }
    const answer = await core.ask('directorTakeOver', { file: bytes, code });
    if ('refusal' in answer) {
      setErrors([errorOf(answer.refusal)]);
      return;
    }
    deskChanged(answer);
    way.startAgain({ name: 'home' });
  };
  return (
    <DeskPage heading={t.heading} back={way.back}>
      <Paragraphs of={t.about} />
      <Form errors={errors} onSubmit={submit} button={t.button}>
        <FileField id={kFile} label={t.file} error={error(kFile)} field={file} />
        <Input id={kCode} label={t.code} code error={error(kCode)} value={code} onInput={setCode} />
      </Form>
    </DeskPage>
  );
}
