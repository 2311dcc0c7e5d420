// A key file and its words: how a lead opens their key, wherever it is needed.

import { useRef, useState } from 'preact/hooks';
import { type FieldError, Form, Progress, WordsField } from '../components/index.ts';
import { core } from '../core/core.ts';
import type { DeskRefusal, Stopped } from '../core/messages.ts';
import { wordsText } from '../personal/problem.ts';
import { texts } from '../texts/texts.ts';
import { readFile } from './read_file.ts';
import { FileField } from './file_field.tsx';
import { type Trouble, inOne, troubleOf } from './trouble.tsx';

const kFile = 'key-file';
const kWords = 'key-words';
const kKeyFileSize = 137; // docs/cli.md, "A lead's key"

export interface TypedKey {
  file: Uint8Array;
  words: string;
}

// What a refusal says about one of the two fields; null: it is about something else.
function fieldAbout(answer: { refusal: DeskRefusal } | Stopped): string | null {
  if (!('refusal' in answer)) return null;
  if (answer.refusal === 'not_a_key_file') return kFile;
  return answer.refusal === 'wrong_words' ? kWords : null;
}

// use: gives null when it went well, and has gone on to another screen then.
export function KeyForm(props: {
  button?: string;
  use: (key: TypedKey) => Promise<{ refusal: DeskRefusal } | Stopped | null>;
  onTrouble: (trouble: Trouble) => void;
}) {
  const t = texts.lead.keyForm;
  const file = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const error = (id: string): string | undefined => errors.find((each) => each.id === id)?.text;

  const submit = async (): Promise<void> => {
    const chosen = file.current?.files?.[0];
    const missing: FieldError[] = [];
    if (chosen === undefined) missing.push({ id: kFile, text: t.noFile });
    if (words.trim() === '') missing.push({ id: kWords, text: t.noWords });
    setErrors(missing);
    if (missing.length > 0) return;
    const spelt = await core.ask('checkWords', { words });
    if ('refusal' in spelt) {
      setErrors([{ id: kWords, text: wordsText(spelt.refusal) }]);
      return;
    }
    const bytes = await readFile(chosen, kKeyFileSize);
    setBusy(true);
    const answer =
      bytes === null
        ? { refusal: 'not_a_key_file' as const }
        : await props.use({ file: bytes, words });
    setBusy(false);
    if (answer === null) return;
    const id = fieldAbout(answer);
    if (id === null) props.onTrouble(troubleOf(answer));
    else setErrors([{ id, text: inOne(troubleOf(answer)) }]);
  };

  return (
    <Form errors={errors} onSubmit={submit} {...(props.button && { button: props.button })}>
      <FileField id={kFile} label={t.file} hint={t.fileHint} error={error(kFile)} field={file} />
      <WordsField
        id={kWords}
        label={t.words}
        hint={t.wordsHint}
        error={error(kWords)}
        value={words}
        onInput={setWords}
      />
      <Progress text={busy ? t.busy : ''} />
    </Form>
  );
}
