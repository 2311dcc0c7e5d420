// Becoming a trustee: a place and a title, seven words on paper, and what a lead gets.

import { useState } from 'preact/hooks';
import {
  Button,
  type FieldError,
  Form,
  Input,
  List,
  Page,
  Paragraphs,
  Progress,
  Select,
  TwoWords,
  WordList,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import type { Everybody } from '../core/messages.ts';
import type { NewTrustee, Way } from '../lead/way.ts';
import { saveFile, Section } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { kPlaces, placeName } from './places.tsx';
import { troubleOfTrustee } from './trouble.ts';

const kPlace = 'place';
const kTitle = 'title';
const kTitleMax = 80; // bytes, docs/spec/log.md

export const titleFits = (title: string): boolean => {
  const size = new TextEncoder().encode(title.trim()).length;
  return size > 0 && size <= kTitleMax;
};

export function TrusteePlace({ way, everybody }: { way: Way; everybody: Everybody }) {
  const t = texts.trustee.enrol;
  const { trustees } = everybody.figures;
  const taken = (place: number) => trustees.find((each) => each.place === place);
  const [place, setPlace] = useState('');
  const [title, setTitle] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (): Promise<void> => {
    const wrong: FieldError[] = [];
    if (place === '') wrong.push({ id: kPlace, text: t.noPlace });
    if (!titleFits(title)) wrong.push({ id: kTitle, text: t.noTitle });
    setErrors(wrong);
    if (wrong.length > 0) return;
    const { words } = await core.ask('freshWords', {});
    way.go({ name: 'trusteeWords', of: { place: Number(place), title: title.trim(), words } });
  };
  const error = (id: string): string | undefined => errors.find((each) => each.id === id)?.text;
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <Paragraphs of={t.about} />
      <Form errors={errors} onSubmit={submit}>
        <Select
          id={kPlace}
          label={t.place}
          hint={t.placeHint}
          error={error(kPlace)}
          choices={[
            { value: '', label: t.choose },
            ...Array.from({ length: kPlaces }, (_, each) => ({
              value: String(each),
              label: placeName(each, taken(each)?.title ?? t.free),
            })),
          ]}
          value={place}
          onChange={setPlace}
        />
        <Input
          id={kTitle}
          label={t.title}
          hint={t.titleHint}
          error={error(kTitle)}
          maxLength={kTitleMax}
          value={title}
          onInput={setTitle}
        />
      </Form>
    </Page>
  );
}

export function TrusteeWords({ way, of }: { way: Way; of: NewTrustee }) {
  const t = texts.trustee.words;
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.about}</p>
      <WordList words={of.words} />
      <List of={t.advice} />
      <Button onClick={() => way.go({ name: 'trusteeCheck', of })}>{t.button}</Button>
    </Page>
  );
}

export function TrusteeCheck({ way, of }: { way: Way; of: NewTrustee }) {
  const t = texts.trustee.check;
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    const { place, title } = of;
    setBusy(true);
    const made = await core.ask('beTrustee', { place, title });
    setBusy(false);
    // From here the words are nowhere but on the paper.
    if ('file' in made) {
      const file = Uint8Array.from(made.file);
      way.startAgain({
        name: 'trusteeFile',
        made: { place, title, file, sixWords: made.sixWords },
      });
    } else {
      way.go({ name: 'trouble', trouble: troubleOfTrustee(made) });
    }
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.why}</p>
      <TwoWords words={of.words} onRight={make}>
        <Progress text={busy ? t.busy : ''} />
      </TwoWords>
    </Page>
  );
}

export interface MadeTrustee {
  place: number;
  title: string;
  file: Uint8Array<ArrayBuffer>;
  sixWords: string[];
}

export function TrusteeFile({ way, made }: { way: Way; made: MadeTrustee }) {
  const t = texts.trustee.file;
  return (
    <Page heading={t.heading}>
      <p>{fill(t.about, { who: placeName(made.place, made.title) })}</p>
      <Section heading={t.fileHeading}>
        <p>{t.file}</p>
        <Button onClick={() => saveFile(t.fileName, 'text/plain', made.file)}>{t.download}</Button>
      </Section>
      <Section heading={t.wordsHeading}>
        <p>{t.words}</p>
        <WordList words={made.sixWords} />
      </Section>
      <Section heading={t.nextHeading}>
        <List of={t.next} numbered />
      </Section>
      <Button kind="secondary" onClick={() => way.startAgain({ name: 'start' })}>
        {t.done}
      </Button>
    </Page>
  );
}
