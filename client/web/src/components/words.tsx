// Seven words: typed into one field, unseen unless asked for; and two of them asked back from the paper.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { fill, texts } from '../texts/texts.ts';
import { Checkboxes } from './choices.tsx';
import type { FieldError } from './errors.tsx';
import { Input } from './fields.tsx';
import { Form } from './form.tsx';

export function WordsField(props: {
  id: string;
  label: string;
  hint: string;
  error: string | undefined;
  value: string;
  onInput: (words: string) => void;
}) {
  const [show, setShow] = useState<'show'[]>([]);
  const t = texts.personal.words;
  return (
    <>
      <Input {...props} type={show.length > 0 ? 'text' : 'password'} />
      <Checkboxes
        id={`show-${props.id}`}
        legend={t.showLegend}
        choices={[{ value: 'show', label: t.show }]}
        values={show}
        onChange={setShow}
      />
    </>
  );
}

// Two different places among `count`, counted from 0, in rising order. below(n): a number in 0..n-1.
export function twoPlaces(count: number, below: (n: number) => number): [number, number] {
  const first = below(count);
  const other = below(count - 1);
  const second = other < first ? other : other + 1;
  return first < second ? [first, second] : [second, first];
}

// Which two is no secret: a bias of 2^-29 does no harm.
const randomBelow = (n: number): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % n;

export const sameWord = (typed: string, word: string): boolean =>
  typed.trim().toLowerCase().replaceAll(' ', '-') === word;

// Goes on when both are right.
export function TwoWords(props: {
  words: readonly string[];
  onRight: () => void | Promise<void>;
  children?: ComponentChildren;
}) {
  const { words, onRight, children } = props;
  const [places] = useState(() => twoPlaces(words.length, randomBelow));
  const [typed, setTyped] = useState(['', '']);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const t = texts.personal.askBack;
  const id = (place: number): string => `word-${place + 1}`;
  const submit = (): void | Promise<void> => {
    const wrong = places.flatMap((place, index) => {
      const answer = typed[index] ?? '';
      if (sameWord(answer, words[place] ?? '')) return [];
      const text = answer.trim() === '' ? t.empty : t.wrong;
      return [{ id: id(place), text: fill(text, { number: String(place + 1) }) }];
    });
    setErrors(wrong);
    return wrong.length > 0 ? undefined : onRight();
  };
  return (
    <Form errors={errors} onSubmit={submit}>
      {places.map((place, index) => (
        <Input
          key={place}
          id={id(place)}
          label={fill(t.label, { number: String(place + 1) })}
          error={errors.find((each) => each.id === id(place))?.text}
          width={20}
          value={typed[index] ?? ''}
          onInput={(value) => setTyped(typed.map((old, at) => (at === index ? value : old)))}
        />
      ))}
      {children}
    </Form>
  );
}
