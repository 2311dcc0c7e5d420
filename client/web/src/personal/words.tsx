// Seven words open a locker: typed or pasted into one field, unseen unless asked for.

import { useState } from 'preact/hooks';
import {
  Details,
  type FieldError,
  Form,
  LinkButton,
  Paragraphs,
  WordsField,
} from '../components/index.ts';
import { useNearPeer } from '../near_peer/page.tsx';
import { texts } from '../texts/texts.ts';
import { ask } from '../visit.ts';
import { openLocker } from './opening.tsx';
import { wordsText } from './problem.ts';
import type { Nav } from './screen.ts';
import { ScreenPage } from './shell.tsx';

export function Words(props: { nav: Nav; error?: string | undefined; typed?: string | undefined }) {
  const { nav, error, typed } = props;
  const t = texts.personal.words;
  const nearPeer = useNearPeer() !== null;
  const [words, setWords] = useState(typed ?? '');
  const [errors, setErrors] = useState<FieldError[]>(error ? [{ id: 'words', text: error }] : []);
  const fail = (text: string): void => setErrors([{ id: 'words', text }]);

  const submit = async (): Promise<void> => {
    if (words.trim() === '') {
      fail(t.empty);
      return;
    }
    const checked = await ask('checkWords', { words });
    if ('refusal' in checked) {
      fail(wordsText(checked.refusal));
      return;
    }
    await openLocker(nav, words);
  };
  return (
    <ScreenPage heading={t.heading} safe>
      <Form errors={errors} onSubmit={submit} button={t.button}>
        <WordsField
          id="words"
          label={t.label}
          hint={t.hint}
          error={errors[0]?.text}
          value={words}
          onInput={setWords}
        />
      </Form>
      <h2 class="nhsuk-heading-s">{t.first}</h2>
      <p>
        <LinkButton onClick={() => nav.go({ name: 'first' })}>{t.firstLink}</LinkButton>
      </p>
      <Details summary={t.lost}>
        <Paragraphs of={nearPeer ? [...t.lostText, texts.peer.lost] : t.lostText} />
      </Details>
    </ScreenPage>
  );
}
