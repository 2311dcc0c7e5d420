// A listing before it goes to the leads.

import { useState } from 'preact/hooks';
import { type FieldError, Form, SummaryList } from '../components/index.ts';
import { forgetDrafts } from '../personal/drafts.ts';
import { refusalText } from '../personal/problem.ts';
import type { Given } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';
import { perform } from '../visit.ts';
import { fieldNames, type Fields, typedOf } from './fields.ts';
import { handToLeads } from './six_words.tsx';

export function CheckListing({ nav, fields }: Given & { fields: Fields }) {
  const t = texts.supporter.check;
  const [errors, setErrors] = useState<FieldError[]>([]);
  const typed = typedOf(fields);
  const submit = async (): Promise<void> => {
    const answer = await perform({ kind: 'publish', fields });
    if ('stopped' in answer) return;
    if ('refusal' in answer) {
      setErrors([{ id: 'maincontent', text: refusalText(answer.refusal) }]);
      return;
    }
    forgetDrafts('listing');
    nav.startAgain({ name: 'home' });
    await handToLeads(nav);
  };
  const change = (label: string) => ({ text: texts.app.change, what: label, onClick: nav.back });
  return (
    <ScreenPage heading={t.heading} back={nav.back} safe>
      <p>{t.text}</p>
      <Form errors={errors} button={t.button} onSubmit={submit}>
        <SummaryList
          rows={fieldNames.map((name) => ({
            key: t.fields[name],
            value: typed[name] === '' ? t.notProvided : <bdi>{typed[name]}</bdi>,
            action: change(t.fields[name].toLowerCase()),
          }))}
        />
      </Form>
    </ScreenPage>
  );
}
