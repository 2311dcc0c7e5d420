// A lead's key: made here, its words shown once and two of them asked back, its file saved.

import { Button, Form, List, Page, Paragraphs, TwoWords, WordList } from '../components/index.ts';
import { core } from '../core/core.ts';
import { saveFile } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
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

export function KeyCheck({ way, made }: { way: Way; made: MadeKey }) {
  const t = texts.lead.keyCheck;
  // From here the words are nowhere but on the paper.
  const { file, publicKey } = made;
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.why}</p>
      <TwoWords
        words={made.words}
        onRight={() => way.startAgain({ name: 'keyFile', made: { file, publicKey } })}
      />
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
