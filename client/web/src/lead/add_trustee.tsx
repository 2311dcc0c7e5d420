// A lead adds a trustee: the file that the trustee made, then the six words that they read out.

import { List, Page, Paragraphs, SummaryList } from '../components/index.ts';
import { core } from '../core/core.ts';
import type { Everybody } from '../core/messages.ts';
import { Section } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import { FileForm } from './file_form.tsx';
import { goOn } from './signing.tsx';
import { NeverAsked, SixWordsForm } from './six_words_form.tsx';
import { inOne, troubleOf } from './trouble.tsx';
import type { ReadTrustee, Way } from './way.ts';

const kMostBytes = 1024;

export function AddTrustee({ way }: { way: Way }) {
  const t = texts.lead.addTrustee;
  const use = async (bytes: Uint8Array | null): Promise<string | null> => {
    const read =
      bytes === null
        ? { refusal: 'not_a_trustee_file' as const }
        : await core.ask('readTrustee', { file: bytes });
    if ('refusal' in read) return inOne(troubleOf(read));
    way.go({ name: 'addTrusteeWords', read });
    return null;
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <Paragraphs of={t.about} />
      <FileForm
        id="trustee-file"
        label={t.file}
        hint={t.fileHint}
        empty={t.noFile}
        most={kMostBytes}
        use={use}
      />
    </Page>
  );
}

export function AddTrusteeWords(props: { way: Way; everybody: Everybody; read: ReadTrustee }) {
  const { way, everybody, read } = props;
  const t = texts.lead.trustee;
  const words = texts.lead.trusteeWords;
  const now = everybody.figures.trustees.find(({ place }) => place === read.place);
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
        <NeverAsked />
      </Section>
      <SixWordsForm
        texts={words}
        send={(sixWords) => core.ask('addTrustee', { sixWords })}
        onAnswer={(answer) => goOn(way, answer)}
      />
    </Page>
  );
}
