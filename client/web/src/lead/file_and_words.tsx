// A file that stays on this device, and the seven words that open it.

import { useRef, useState } from 'preact/hooks';
import { type FieldError, Form, Progress, WordsField } from '../components/index.ts';
import { core } from '../core/core.ts';
import { wordsText } from '../personal/problem.ts';
import { FileField } from './file_field.tsx';
import { readFile } from './read_file.ts';

interface FileAndWordsTexts {
  file: string;
  fileHint: string;
  words: string;
  wordsHint: string;
  noFile: string;
  noWords: string;
  busy: string;
}
// What is wrong with one of the two.
export interface Wrong {
  with: 'file' | 'words';
  text: string;
}

// id: the fields' are `${id}-file` and `${id}-words`. use: gets null for a file of more than `most` bytes,
// and gives null when it has gone on to another screen.
export function FileAndWords(props: {
  id: string;
  texts: FileAndWordsTexts;
  most: number;
  button?: string;
  use: (file: Uint8Array | null, words: string) => Promise<Wrong | null>;
}) {
  const { id, texts: t, most, button, use } = props;
  const file = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const idOf = (field: Wrong['with']): string => `${id}-${field}`;
  const error = (field: Wrong['with']): string | undefined =>
    errors.find((each) => each.id === idOf(field))?.text;
  const say = (wrong: Wrong[]): void =>
    setErrors(wrong.map((each) => ({ id: idOf(each.with), text: each.text })));

  const submit = async (): Promise<void> => {
    const chosen = file.current?.files?.[0];
    const missing: Wrong[] = [];
    if (chosen === undefined) missing.push({ with: 'file', text: t.noFile });
    if (words.trim() === '') missing.push({ with: 'words', text: t.noWords });
    say(missing);
    if (chosen === undefined || missing.length > 0) return;
    const spelt = await core.ask('checkWords', { words });
    if ('refusal' in spelt) {
      say([{ with: 'words', text: wordsText(spelt.refusal) }]);
      return;
    }
    const bytes = await readFile(chosen, most);
    setBusy(true);
    const wrong = await use(bytes, words);
    setBusy(false);
    if (wrong !== null) say([wrong]);
  };

  return (
    <Form errors={errors} onSubmit={submit} {...(button && { button })}>
      <FileField
        id={idOf('file')}
        label={t.file}
        hint={t.fileHint}
        error={error('file')}
        field={file}
      />
      <WordsField
        id={idOf('words')}
        label={t.words}
        hint={t.wordsHint}
        error={error('words')}
        value={words}
        onInput={setWords}
      />
      <Progress text={busy ? t.busy : ''} />
    </Form>
  );
}
