// Everything that will be said, before it is.

import { useState } from 'preact/hooks';
import { type FieldError, Form, SummaryList } from '../components/index.ts';
import { forgetDrafts } from '../personal/drafts.ts';
import { refusalText } from '../personal/problem.ts';
import type { Given, Screen } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { isolated } from '../personal/times.ts';
import { fill, texts } from '../texts/texts.ts';
import { perform } from '../visit.ts';
import { supporterName } from './said.ts';

type Answers = Extract<Screen, { name: 'check' }>;

function rows({ nav, everybody, answers }: Given & { answers: Answers }) {
  const t = texts.colleague.check;
  const { supporter, means, value } = answers;
  const label = texts.colleague.means.choices[means];
  return [
    {
      key: t.supporter,
      value: supporterName(everybody, supporter),
      action: {
        text: texts.app.change,
        what: t.changeSupporter,
        onClick: () => {
          nav.startAgain({ name: 'home' });
          nav.go({ name: 'choose' });
        },
      },
    },
    {
      key: t.contact,
      value: value === '' ? label : `${label}: ${isolated(value)}`,
      action: { text: texts.app.change, what: t.changeContact, onClick: nav.back },
    },
  ];
}

export function Check(given: Given & { answers: Answers }) {
  const { nav, everybody, answers } = given;
  const { supporter, means, value } = answers;
  const t = texts.colleague.check;
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (): Promise<void> => {
    const answer = await perform({ kind: 'enquire', supporter, means, value });
    if ('stopped' in answer) return;
    if ('refusal' in answer) {
      setErrors([{ id: 'maincontent', text: refusalText(answer.refusal) }]);
      return;
    }
    forgetDrafts('means', 'value');
    nav.startAgain({ name: 'home' });
    nav.go({ name: 'done', supporter });
  };
  return (
    <ScreenPage heading={t.heading} back={nav.back} safe>
      <Form
        errors={errors}
        button={fill(t.button, { name: supporterName(everybody, supporter) })}
        onSubmit={submit}
      >
        <SummaryList rows={rows(given)} />
        <p>{t.whatElse}</p>
      </Form>
    </ScreenPage>
  );
}
