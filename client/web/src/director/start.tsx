// The way to the desk: where it comes from, and opening its file.

import { useRef, useState } from 'preact/hooks';
import {
  Button,
  Details,
  type FieldError,
  Form,
  Link,
  List,
  Page,
  Paragraphs,
  Progress,
  WordsField,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import type { NearPeer } from '../core/messages.ts';
import { FileField } from '../lead/file_field.tsx';
import { readFile } from '../lead/read_file.ts';
import { wordsText } from '../personal/problem.ts';
import { fill, texts } from '../texts/texts.ts';
import { NearPeerPage } from '../near_peer/page.tsx';
import { deskOpened } from './open_desk.ts';
import type { Way } from './way.ts';

const kDeskFileMax = 8 << 20; // bytes; client/core/near_peer/desk_file.h

export function Start({ way }: { way: Way }) {
  const t = texts.nearPeer.director.start;
  return (
    <NearPeerPage heading={t.heading}>
      {(_, rules: NearPeer) => (
        <>
          <Paragraphs of={t.about} />
          <Button onClick={() => way.go({ name: 'open' })}>{t.open}</Button>
          <Details summary={t.none}>
            <List
              of={t.steps.map((step) => fill(step, { place: String(rules.director + 1) }))}
              numbered
            />
            <p>
              <Link to="/open">{t.locker}</Link>
            </p>
          </Details>
        </>
      )}
    </NearPeerPage>
  );
}

const kFile = 'desk-file';
const kWords = 'desk-words';

export function Open({ way }: { way: Way }) {
  const t = texts.nearPeer.director.open;
  const file = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const error = (id: string): string | undefined => errors.find((each) => each.id === id)?.text;

  const open = async (bytes: Uint8Array): Promise<FieldError | null> => {
    try {
      const answer = await core.ask('openDirector', { file: bytes, words });
      if ('failure' in answer) return { id: kFile, text: t.failed };
      if ('refusal' in answer) {
        const id = answer.refusal === 'not_a_desk' ? kFile : kWords;
        return { id, text: t.refusals[answer.refusal] };
      }
      deskOpened(answer);
      return null;
    } catch {
      return { id: kFile, text: t.failed };
    }
  };
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
    const bytes = await readFile(chosen, kDeskFileMax);
    setBusy(true);
    const failed = bytes === null ? { id: kFile, text: t.refusals.not_a_desk } : await open(bytes);
    setBusy(false);
    if (failed === null) way.startAgain({ name: 'home' });
    else setErrors([failed]);
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <Form errors={errors} onSubmit={submit} button={t.button}>
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
    </Page>
  );
}
