// Feedback about the scheme, from nobody in particular: put in and mixed, shown five or more at once.

import { useState } from 'preact/hooks';
import {
  Button,
  type FieldError,
  Form,
  InsetText,
  Paragraphs,
  Textarea,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import { texts } from '../texts/texts.ts';
import { somethingChanged } from './open_desk.ts';
import { DeskPage } from './shell.tsx';
import type { Way } from './way.ts';

export function Feedback({ way }: { way: Way }) {
  const t = texts.nearPeer.director.feedback;
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const fail = (text: string): void => {
    setSaid('');
    setErrors([{ id: 'texts', text }]);
  };
  const submit = async (): Promise<void> => {
    if (typed.trim() === '') {
      fail(t.empty);
      return;
    }
    const answer = await core.ask('directorGather', { texts: typed });
    if ('refusal' in answer) {
      fail(t.bad);
      return;
    }
    setErrors([]);
    setTyped('');
    setSaid(t.taken);
    somethingChanged();
  };
  const show = async (): Promise<void> => {
    const batch = await core.ask('directorFeedback', {});
    if (batch.texts.length === 0) {
      setSaid(t.nothing);
      return;
    }
    somethingChanged();
    way.go({ name: 'batch', texts: batch.texts });
  };
  return (
    <DeskPage heading={t.heading} back={way.back}>
      <p>{t.about}</p>
      <div role="status">{said !== '' && <p>{said}</p>}</div>
      <Form errors={errors} onSubmit={submit} button={t.button}>
        <Textarea
          id="texts"
          label={t.label}
          error={errors[0]?.text}
          rows={6}
          value={typed}
          onInput={setTyped}
        />
      </Form>
      <Button kind="secondary" onClick={() => void show()}>
        {t.show}
      </Button>
    </DeskPage>
  );
}

export function Batch({ way, texts: batch }: { way: Way; texts: string[] }) {
  const t = texts.nearPeer.director.feedback;
  return (
    <DeskPage heading={t.batch} back={way.back}>
      <p>{t.keep}</p>
      {batch.map((text, index) => (
        <InsetText key={index}>
          <Paragraphs of={[text]} />
        </InsetText>
      ))}
    </DeskPage>
  );
}
