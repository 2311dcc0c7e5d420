// Seven fresh words: shown once, two of them asked back, kept nowhere on this side.

import { useState } from 'preact/hooks';
import { type FieldError, Form, Input, List, Paragraphs, WordList } from '../components/index.ts';
import { fill, texts } from '../texts/texts.ts';
import { ask, during } from '../visit.ts';
import { makeLocker } from './opening.tsx';
import type { FreshFor, Nav } from './screen.ts';
import { ScreenPage } from './shell.tsx';

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

export function Fresh({ nav, words, of }: { nav: Nav; words: string[]; of: FreshFor }) {
  const t = texts.personal.fresh;
  const advice = of === 'move' ? [...t.advice, texts.personal.newWords.keepOld] : t.advice;
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      <p>{t.intro}</p>
      <h2 class="nhsuk-heading-s">{t.words}</h2>
      <WordList words={words} />
      <List of={advice} />
      <Form
        button={t.button}
        onSubmit={() =>
          nav.go({ name: 'askBack', words, of, places: twoPlaces(words.length, randomBelow) })
        }
      >
        {null}
      </Form>
    </ScreenPage>
  );
}

function problems(
  words: string[],
  places: readonly number[],
  typed: readonly string[],
): FieldError[] {
  const t = texts.personal.askBack;
  return places.flatMap((place, index) => {
    const answer = typed[index] ?? '';
    if (sameWord(answer, words[place] ?? '')) return [];
    const number = String(place + 1);
    return [
      { id: `word-${number}`, text: fill(answer.trim() === '' ? t.empty : t.wrong, { number }) },
    ];
  });
}

export function AskBack(props: {
  nav: Nav;
  words: string[];
  of: FreshFor;
  places: [number, number];
}) {
  const { nav, words, of, places } = props;
  const t = texts.personal.askBack;
  const [typed, setTyped] = useState(['', '']);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (): Promise<void> => {
    const wrong = problems(words, places, typed);
    setErrors(wrong);
    if (wrong.length > 0) return;
    await (of === 'move' ? move(nav) : makeLocker(nav, of.code, of.role));
  };
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      <Paragraphs of={[t.intro]} />
      <Form errors={errors} onSubmit={submit}>
        {places.map((place, index) => (
          <Input
            key={place}
            id={`word-${place + 1}`}
            label={fill(t.label, { number: String(place + 1) })}
            width={20}
            error={errors.find(({ id }) => id === `word-${place + 1}`)?.text}
            value={typed[index] ?? ''}
            onInput={(value) => setTyped(typed.map((old, at) => (at === index ? value : old)))}
          />
        ))}
      </Form>
    </ScreenPage>
  );
}

async function move(nav: Nav): Promise<void> {
  const answer = await during(() => ask('move', {}));
  if ('stopped' in answer) return;
  nav.startAgain({ name: 'home' });
  nav.go({ name: 'moved' });
}
