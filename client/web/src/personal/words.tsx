// Seven words open a locker: typed or pasted into one field, unseen unless asked for.

import { useState } from 'preact/hooks';
import {
  Checkboxes,
  Details,
  type FieldError,
  Form,
  Input,
  LinkButton,
  Paragraphs,
} from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import { ask } from '../visit.ts';
import { openLocker } from './opening.tsx';
import { wordsText } from './problem.ts';
import type { Nav } from './screen.ts';
import { ScreenPage } from './shell.tsx';

export function Words({ nav, error }: { nav: Nav; error?: string | undefined }) {
  const t = texts.personal.words;
  const [words, setWords] = useState('');
  const [show, setShow] = useState<'show'[]>([]);
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
        <Input
          id="words"
          label={t.label}
          hint={t.hint}
          error={errors[0]?.text}
          type={show.length > 0 ? 'text' : 'password'}
          value={words}
          onInput={setWords}
        />
        <Checkboxes
          id="show-words"
          legend={t.showLegend}
          choices={[{ value: 'show', label: t.show }]}
          values={show}
          onChange={setShow}
        />
      </Form>
      <h2 class="nhsuk-heading-s">{t.first}</h2>
      <p>
        <LinkButton onClick={() => nav.go({ name: 'first' })}>{t.firstLink}</LinkButton>
      </p>
      <Details summary={t.lost}>
        <Paragraphs of={t.lostText} />
      </Details>
    </ScreenPage>
  );
}
