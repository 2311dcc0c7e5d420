// What a supporter says about themselves.

import { useState } from 'preact/hooks';
import { type FieldError, Form, Input } from '../components/index.ts';
import { useDraft } from '../personal/drafts.ts';
import type { Given } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';
import { fieldNames, fieldsOf, problemsOf, typedOf, type Typed } from './fields.ts';

export function Listing({ nav, everybody, visit }: Given) {
  const t = texts.supporter.listing;
  const [typed, setTyped] = useDraft<Typed>('listing', typedOf(visit.ownListing));
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = (): void => {
    const problems = problemsOf(typed, everybody.nearPeer !== null);
    setErrors(problems);
    if (problems.length === 0) nav.go({ name: 'checkListing', fields: fieldsOf(typed) });
  };
  return (
    <ScreenPage heading={t.heading} back={nav.back} safe>
      <p>{t.intro}</p>
      <Form errors={errors} onSubmit={submit}>
        {fieldNames.map((name) => (
          <Input
            key={name}
            id={name}
            label={t.fields[name].label}
            hint={t.fields[name].hint}
            error={errors.find(({ id }) => id === name)?.text}
            value={typed[name]}
            onInput={(value) => setTyped({ ...typed, [name]: value })}
          />
        ))}
      </Form>
    </ScreenPage>
  );
}
