// A lead's key: made here, its words shown once and two of them asked back, its file saved.

import { useState } from 'preact/hooks';
import {
  Button,
  type FieldError,
  Form,
  Input,
  List,
  Page,
  Paragraphs,
  WordList,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import { saveFile } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { Hex } from './hex.tsx';
import type { MadeKey, Way } from './way.ts';

export function MakeKey({ way }: { way: Way }) {
  const t = texts.lead.makeKey;
  const make = async (): Promise<void> => {
    const made = await core.ask('leadKey', {});
    way.go({ name: 'keyWords', made: { ...made, file: Uint8Array.from(made.file) } });
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <Paragraphs of={t.about} />
      <h2 class="nhsuk-heading-m">{t.careHeading}</h2>
      <List of={t.care} />
      <Form button={t.button} onSubmit={make}>
        {null}
      </Form>
    </Page>
  );
}

export function KeyWords({ way, made }: { way: Way; made: MadeKey }) {
  const t = texts.lead.keyWords;
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.about}</p>
      <WordList words={made.words} />
      <Button onClick={() => way.go({ name: 'keyCheck', made })}>{t.button}</Button>
    </Page>
  );
}

// Two places of the seven, drawn anew each time.
export function twoPlaces(): [number, number] {
  const [a = 0, b = 0] = crypto.getRandomValues(new Uint32Array(2));
  const first = a % 7;
  const second = (first + 1 + (b % 6)) % 7;
  return first < second ? [first, second] : [second, first];
}

export const sameWord = (typed: string, word: string | undefined): boolean =>
  typed.trim().toLowerCase() === word;

export function KeyCheck({ way, made }: { way: Way; made: MadeKey }) {
  const t = texts.lead.keyCheck;
  const [places] = useState(twoPlaces);
  const [typed, setTyped] = useState<[string, string]>(['', '']);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const id = (place: number): string => `word-${place + 1}`;
  const submit = (): void => {
    const wrong = places.filter((place, index) => !sameWord(typed[index] ?? '', made.words[place]));
    setErrors(
      wrong.map((place) => ({ id: id(place), text: fill(t.error, { number: String(place + 1) }) })),
    );
    // From here the words are nowhere but on the paper.
    const { file, publicKey } = made;
    if (wrong.length === 0) way.startAgain({ name: 'keyFile', made: { file, publicKey } });
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.why}</p>
      <Form errors={errors} onSubmit={submit}>
        {places.map((place, index) => (
          <Input
            key={place}
            id={id(place)}
            label={fill(t.word, { number: String(place + 1) })}
            error={errors.find((each) => each.id === id(place))?.text}
            width={20}
            value={typed[index] ?? ''}
            onInput={(value) => setTyped(index === 0 ? [value, typed[1]] : [typed[0], value])}
          />
        ))}
      </Form>
    </Page>
  );
}

export function KeyFile({ way, made }: { way: Way; made: Omit<MadeKey, 'words'> }) {
  const t = texts.lead.keyFile;
  return (
    <Page heading={t.heading}>
      <p>{t.about}</p>
      <h2 class="nhsuk-heading-m">{t.fileHeading}</h2>
      <Paragraphs of={t.file} />
      <Button onClick={() => saveFile(t.fileName, 'application/octet-stream', made.file)}>
        {t.download}
      </Button>
      <h2 class="nhsuk-heading-m">{t.publicHeading}</h2>
      <p>{t.public}</p>
      <p>
        <Hex of={made.publicKey} />
      </p>
      <Button
        kind="secondary"
        onClick={() =>
          saveFile(
            t.publicFileName,
            'text/plain',
            `${made.publicKey}
`,
          )
        }
      >
        {t.downloadPublic}
      </Button>
      <Button kind="secondary" onClick={() => way.startAgain({ name: 'start' })}>
        {t.done}
      </Button>
    </Page>
  );
}
