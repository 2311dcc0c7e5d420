// The six words that somebody reads out, typed by the lead who is about to sign.

import { useState } from 'preact/hooks';
import { type FieldError, Form, Input, InsetText } from '../components/index.ts';
import type { DeskDone, DeskRefusal, Stopped } from '../core/messages.ts';
import { texts } from '../texts/texts.ts';
import { inOne, troubleOf } from './trouble.tsx';

const kSixWords = 'six-words';

export type Signed = DeskDone | { refusal: DeskRefusal } | Stopped;

// send: signs with these words. onAnswer: hears everything but that they are other words.
export function SixWordsForm(props: {
  texts: { empty: string; label: string; button: string };
  send: (sixWords: string) => Promise<Signed>;
  onAnswer: (answer: Signed) => void;
}) {
  const t = props.texts;
  const [typed, setTyped] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (): Promise<void> => {
    if (typed.trim() === '') {
      setErrors([{ id: kSixWords, text: t.empty }]);
      return;
    }
    const answer = await props.send(typed);
    if ('refusal' in answer && answer.refusal === 'six_words_differ') {
      setErrors([{ id: kSixWords, text: inOne(troubleOf(answer)) }]);
    } else {
      props.onAnswer(answer);
    }
  };
  return (
    <Form errors={errors} onSubmit={submit} button={t.button}>
      <Input
        id={kSixWords}
        label={t.label}
        error={errors[0]?.text}
        value={typed}
        onInput={setTyped}
      />
    </Form>
  );
}

// They are for the person in front of you, and for nobody who writes or telephones.
export function NeverAsked() {
  return (
    <InsetText>
      <p>{texts.lead.sixWords.never}</p>
    </InsetText>
  );
}
