// The answers once more, the declaration, and sealing.

import { useState } from 'preact/hooks';
import {
  Checkboxes,
  type FieldError,
  LinkButton,
  List,
  Paragraphs,
  type Row,
  SummaryList,
} from '../components/index.ts';
import { forgetDrafts } from '../personal/drafts.ts';
import { refusalText } from '../personal/problem.ts';
import { texts } from '../texts/texts.ts';
import { perform } from '../visit.ts';
import { titleOf, type Walk } from './given.ts';
import { Question } from './question.tsx';
import { codedAnswers, isNamed, kDraft, pathOf, placesOf } from './walk.ts';

const kDeclared = 'declared';

export function Check(walk: Walk) {
  const t = texts.concern.check;
  const { of, step, answers, nav, abandon } = walk;
  const [declared, setDeclared] = useState<'declared'[]>([]);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const refuse = (id: string, text: string): void => setErrors([{ id, text }]);
  const submit = async (): Promise<void> => {
    const coded = codedAnswers(of, answers);
    if (coded === null) {
      refuse('maincontent', t.incomplete);
      return;
    }
    if (declared.length === 0) {
      refuse(kDeclared, t.empty);
      return;
    }
    const recipients = recipientsOf(walk);
    const answer = await perform({
      kind: 'seal',
      concern: {
        drill: answers.drill,
        steps: of.hash.slice(0, 32),
        answers: coded,
        fields: fieldsOf(walk),
        recipients,
      },
    });
    if ('stopped' in answer) return;
    if ('refusal' in answer) {
      refuse('maincontent', refusalText(answer.refusal));
      return;
    }
    forgetDrafts(kDraft);
    nav.startAgain({ name: 'home' });
    nav.go({ name: 'concernSealed', recipients });
  };
  return (
    <Question walk={walk} errors={errors} button={t.button} onSubmit={submit}>
      <SummaryList rows={rowsOf(walk)} />
      <Checkboxes<'declared'>
        id={kDeclared}
        legend={t.declare}
        error={errors.find(({ id }) => id === kDeclared)?.text}
        choices={[{ value: 'declared', label: step.help }]}
        values={declared}
        onChange={setDeclared}
      />
      <p>
        <LinkButton onClick={abandon}>{t.leave}</LinkButton>
      </p>
    </Question>
  );
}

// What is asked is told: a name that was typed and then is not needed is not sealed.
function fieldsOf({ of, answers }: Walk): { field: number; text: string }[] {
  const named = isNamed(of, answers);
  const fields = of.steps.find(({ kind }) => kind === 'texts')?.fields ?? [];
  return fields.flatMap((each, field) => {
    const text = (answers.texts[field] ?? '').trim();
    return text === '' || (each.named && !named) ? [] : [{ field, text }];
  });
}

function recipientsOf({ of, answers }: Walk): number[] {
  const step = of.steps.findIndex(({ kind }) => kind === 'recipients');
  return placesOf(answers.codes[step] ?? 0);
}

function rowsOf(walk: Walk): Row[] {
  const { of, answers, nav } = walk;
  return pathOf(of, answers).flatMap((number) => {
    const step = of.steps[number];
    if (step === undefined || step.kind === 'check') return [];
    const onClick = (): void => nav.go({ name: 'concernStep', step: number });
    const action = { text: texts.app.change, what: step.question, onClick };
    return [{ key: step.question, value: valueOf(walk, number), action }];
  });
}

function valueOf(walk: Walk, number: number) {
  const { of, answers, everybody } = walk;
  const step = of.steps[number];
  switch (step?.kind) {
    case 'ticks':
      return texts.concern.check.all;
    case 'recipients':
      return <List of={recipientsOf(walk).map((place) => titleOf(everybody, place))} />;
    case 'texts':
      return (
        <>
          {fieldsOf(walk).map(({ field, text }) => (
            <div key={field}>
              <p class="nhsuk-u-margin-bottom-0">
                <strong>{step.fields[field]?.label}</strong>
              </p>
              <bdi>
                <Paragraphs of={[text]} />
              </bdi>
            </div>
          ))}
        </>
      );
    default:
      return step?.choices.find(({ code }) => code === answers.codes[number])?.label ?? '';
  }
}
