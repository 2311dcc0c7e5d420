// The answer to an enquiry: yes, or not just now.

import { useState } from 'preact/hooks';
import { Details, type FieldError, Form, Radios } from '../components/index.ts';
import type { GivenEngagement } from '../personal/engagement.ts';
import { refusalText } from '../personal/problem.ts';
import { Confidentiality } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';
import { perform } from '../visit.ts';

type Choice = 'accept' | 'cannot';

export function Answer({ everybody, engagement }: GivenEngagement) {
  const t = texts.supporter.answer;
  const [choice, setChoice] = useState<Choice | null>(null);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const fail = (text: string): void => setErrors([{ id: 'answer', text }]);
  const submit = async (): Promise<void> => {
    if (choice === null) {
      fail(t.empty);
      return;
    }
    const answer = await perform({ kind: choice, engagement: engagement.id });
    if ('refusal' in answer) fail(refusalText(answer.refusal));
  };
  return (
    <>
      <Details summary={t.notice}>
        <Confidentiality everybody={everybody} />
      </Details>
      <Form errors={errors} onSubmit={submit}>
        <Radios<Choice>
          id="answer"
          legend={t.legend}
          error={errors[0]?.text}
          choices={[
            { value: 'accept', label: t.accept, hint: t.acceptHint },
            { value: 'cannot', label: t.cannot, hint: t.cannotHint },
          ]}
          value={choice}
          onChange={setChoice}
        />
      </Form>
    </>
  );
}
