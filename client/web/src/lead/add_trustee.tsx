// A lead adds a trustee: the file that the trustee made, then the six words that they read out.

import { useRef, useState } from 'preact/hooks';
import {
  type FieldError,
  Form,
  Input,
  InsetText,
  List,
  Page,
  Paragraphs,
  SummaryList,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import type { Everybody } from '../core/messages.ts';
import { Section } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import { FileField } from './file_field.tsx';
import { readFile } from './read_file.ts';
import { goOn } from './signing.tsx';
import { inOne, troubleOf } from './trouble.tsx';
import type { ReadTrustee, Way } from './way.ts';

const kFile = 'trustee-file';
const kSixWords = 'six-words';
const kMostBytes = 1024;

export function AddTrustee({ way }: { way: Way }) {
  const t = texts.lead.addTrustee;
  const file = useRef<HTMLInputElement>(null);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (): Promise<void> => {
    const chosen = file.current?.files?.[0];
    if (chosen === undefined) {
      setErrors([{ id: kFile, text: t.noFile }]);
      return;
    }
    const bytes = await readFile(chosen, kMostBytes);
    const read =
      bytes === null
        ? { refusal: 'not_a_trustee_file' as const }
        : await core.ask('readTrustee', { file: bytes });
    if ('refusal' in read) {
      setErrors([{ id: kFile, text: inOne(troubleOf(read)) }]);
    } else {
      setErrors([]);
      way.go({ name: 'addTrusteeWords', read });
    }
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <Paragraphs of={t.about} />
      <Form errors={errors} onSubmit={submit}>
        <FileField
          id={kFile}
          label={t.file}
          hint={t.fileHint}
          error={errors[0]?.text}
          field={file}
        />
      </Form>
    </Page>
  );
}

export function AddTrusteeWords(props: { way: Way; everybody: Everybody; read: ReadTrustee }) {
  const { way, everybody, read } = props;
  const t = texts.lead.trustee;
  const words = texts.lead.trusteeWords;
  const [typed, setTyped] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const now = everybody.figures.trustees.find(({ place }) => place === read.place);
  const submit = async (): Promise<void> => {
    if (typed.trim() === '') {
      setErrors([{ id: kSixWords, text: words.empty }]);
      return;
    }
    const answer = await core.ask('addTrustee', { sixWords: typed });
    if ('refusal' in answer && answer.refusal === 'six_words_differ') {
      setErrors([{ id: kSixWords, text: inOne(troubleOf(answer)) }]);
    } else {
      goOn(way, answer);
    }
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <Paragraphs of={t.about} />
      <SummaryList
        rows={[
          { key: t.title, value: <bdi>{read.title}</bdi> },
          { key: t.place, value: String(read.place + 1) },
          { key: t.now, value: now === undefined ? t.nobody : <bdi>{now.title}</bdi> },
        ]}
      />
      <Section heading={texts.lead.listing.checkHeading}>
        <List of={t.check} />
      </Section>
      <Section heading={words.heading}>
        <p>{words.why}</p>
        <InsetText>
          <p>{texts.lead.sixWords.never}</p>
        </InsetText>
      </Section>
      <Form errors={errors} onSubmit={submit} button={words.button}>
        <Input
          id={kSixWords}
          label={words.label}
          error={errors[0]?.text}
          value={typed}
          onInput={setTyped}
        />
      </Form>
    </Page>
  );
}
