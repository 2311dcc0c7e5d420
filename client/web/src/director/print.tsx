// Letters, to print or to copy into one's own mail.

import { useState } from 'preact/hooks';
import { Button, type FieldError, Form, Paragraphs, Radios } from '../components/index.ts';
import { core } from '../core/core.ts';
import type { DirectorsDesk, Invitation } from '../core/director_messages.ts';
import { saveFile } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import { type LetterKind, lettersOf, textOfLetters } from './letters.ts';
import { DeskPage } from './shell.tsx';
import type { Way } from './way.ts';

export function ChooseLetters({ way, desk }: { way: Way; desk: DirectorsDesk }) {
  const t = texts.nearPeer.director.letters;
  const [kind, setKind] = useState<LetterKind | null>(null);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (): Promise<void> => {
    if (kind === null) {
      setErrors([{ id: 'kind', text: t.empty }]);
      return;
    }
    const { invitations } = await core.ask('directorInvitations', {});
    if (lettersOf(desk, kind, invitations).length === 0)
      setErrors([{ id: 'kind', text: t.nobody }]);
    else way.go({ name: 'sheet', kind, invitations });
  };
  return (
    <DeskPage heading={t.heading} back={way.back}>
      <Form errors={errors} onSubmit={submit}>
        <Radios<LetterKind>
          id="kind"
          legend={t.legend}
          error={errors[0]?.text}
          choices={(Object.keys(t.kinds) as LetterKind[]).map((value) => ({
            value,
            label: t.kinds[value],
          }))}
          value={kind}
          onChange={setKind}
        />
      </Form>
    </DeskPage>
  );
}

export function Sheet(props: {
  way: Way;
  desk: DirectorsDesk;
  kind: LetterKind;
  invitations: readonly Invitation[];
}) {
  const t = texts.nearPeer.director.letters;
  const { way, desk } = props;
  const letters = lettersOf(desk, props.kind, props.invitations);
  return (
    <>
      <div class="sotto-not-printed">
        <DeskPage heading={t.sheet} back={way.back}>
          <p>{t.sheetHint}</p>
          <div class="sotto-buttons">
            <Button onClick={() => window.print()}>{t.print}</Button>
            <Button
              kind="secondary"
              onClick={() => saveFile(t.fileName, 'text/plain', textOfLetters(desk, letters))}
            >
              {t.save}
            </Button>
          </div>
        </DeskPage>
      </div>
      <section aria-label={t.region}>
        {letters.map(({ to, paragraphs }, index) => (
          <article class="sotto-letter" key={index}>
            <p>{to}</p>
            <p>
              <strong>{desk.title}</strong>
            </p>
            <Paragraphs of={paragraphs} />
          </article>
        ))}
      </section>
    </>
  );
}
