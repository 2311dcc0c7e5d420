// The one thing that is asked: how somebody would like to be contacted.

import { useState } from 'preact/hooks';
import { type Choice, type FieldError, Form, Input, Radios } from '../components/index.ts';
import type { Everybody, Means } from '../core/messages.ts';
import { useDraft } from '../personal/drafts.ts';
import type { Given } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { fill, texts } from '../texts/texts.ts';
import { supporterName } from './said.ts';
import { valueProblem } from './value.ts';

type Needing = Exclude<Means, 'in-service'>;

const inputTypes: Record<Needing, 'tel' | 'email' | 'text'> = {
  phone: 'tel',
  'personal-email': 'email',
  'work-email': 'email',
  pager: 'tel',
  teams: 'text',
};

function choices(everybody: Everybody, field: (means: Needing) => preact.ComponentChild) {
  const t = texts.colleague.means;
  return everybody.means.map((value): Choice<Means> => {
    const hint = t.hints[value];
    return {
      value,
      label: t.choices[value],
      ...(hint === '' ? {} : { hint }),
      ...(value === 'in-service' ? {} : { children: field(value) }),
    };
  });
}

export function ContactMeans({ nav, everybody, supporter }: Given & { supporter: string }) {
  const t = texts.colleague.means;
  const [means, setMeans] = useDraft<Means>('means', 'in-service');
  const [value, setValue] = useDraft('value', '');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const given = means === 'in-service' ? '' : value.trim();
  const submit = (): void => {
    const problem = valueProblem(means, given);
    setErrors(problem === null ? [] : [{ id: 'value', text: t[problem] }]);
    if (problem === null) nav.go({ name: 'check', supporter, means, value: given });
  };
  const field = (of: Needing) => (
    <Input
      id="value"
      label={t.values[of]}
      inputMode={inputTypes[of]}
      error={errors[0]?.text}
      value={value}
      onInput={setValue}
    />
  );
  return (
    <ScreenPage back={nav.back}>
      <Form errors={errors} onSubmit={submit}>
        <Radios<Means>
          id="means"
          legend={t.heading}
          heading
          below={texts.personal.safe}
          hint={fill(t.hint, { name: supporterName(everybody, supporter) })}
          choices={choices(everybody, field)}
          value={means}
          onChange={(chosen) => {
            setMeans(chosen);
            setErrors([]);
          }}
        />
      </Form>
    </ScreenPage>
  );
}
