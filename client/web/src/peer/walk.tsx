// Questions, one a page, and all the answers before anything is done with them. What was typed lives in the
// drafts of this visit.

import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
import { type FieldError, Form, Paragraphs, SummaryList } from '../components/index.ts';
import type { PeerIntent } from '../core/peer_messages.ts';
import { forgetDrafts, useDraft } from '../personal/drafts.ts';
import { refusalText } from '../personal/problem.ts';
import type { Nav, Screen } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';
import { perform } from '../visit.ts';
import type { Act } from './screen.ts';

export interface Asked<D> {
  of: D;
  set: (change: Partial<D>) => void;
  error: (id: string) => string | undefined;
}

export interface Question<D> {
  heading?: (of: D) => string; // where no field is the heading itself
  fields: (asked: Asked<D>) => ComponentChild;
  problems: (of: D) => FieldError[];
  row: string;
  answer: (of: D) => string; // empty: not provided
}

export interface Walking<D> {
  nav: Nav;
  at: number;
  change: boolean;
  draft: string;
  initial: D;
  questions: readonly Question<D>[];
  screenAt: (at: number, change?: boolean) => Screen;
  check: {
    heading: string;
    text: string;
    more?: ComponentChild;
    button: string;
    notProvided: string;
    intent: (of: D) => PeerIntent;
    act: Act;
  };
}

export function Walk<D extends object>(walking: Walking<D>) {
  const question = walking.questions[walking.at];
  return question === undefined ? (
    <CheckAnswers {...walking} />
  ) : (
    <Ask key={walking.at} {...walking} question={question} />
  );
}

function Ask<D extends object>(props: Walking<D> & { question: Question<D> }) {
  const { nav, at, change, draft, initial, question, screenAt } = props;
  const [of, put] = useDraft<D>(draft, initial);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = (): void => {
    const problems = question.problems(of);
    setErrors(problems);
    if (problems.length > 0) return;
    if (change) nav.back();
    else nav.go(screenAt(at + 1));
  };
  const heading = question.heading?.(of);
  return (
    <ScreenPage {...(heading === undefined ? {} : { heading, safe: true })} back={nav.back}>
      <Form errors={errors} onSubmit={submit}>
        {question.fields({
          of,
          set: (changed) => put({ ...of, ...changed }),
          error: (id) => errors.find((each) => each.id === id)?.text,
        })}
      </Form>
    </ScreenPage>
  );
}

function CheckAnswers<D extends object>(props: Walking<D>) {
  const { nav, draft, initial, questions, screenAt, check } = props;
  const [of] = useDraft<D>(draft, initial);
  const { errors, submit: done } = useAct(nav, check.act, draft);
  const submit = async (): Promise<void> => {
    // One answer may have made another one wrong.
    const wrong = questions.findIndex(({ problems }) => problems(of).length > 0);
    if (wrong >= 0) nav.go(screenAt(wrong, true));
    else await done(check.intent(of));
  };
  return (
    <ScreenPage heading={check.heading} back={nav.back} safe>
      <Form errors={errors} button={check.button} onSubmit={submit}>
        <Paragraphs of={[check.text]} />
        <SummaryList
          rows={questions.map(({ row, answer }, at) => ({
            key: row,
            value: answer(of) === '' ? check.notProvided : <bdi>{answer(of)}</bdi>,
            action: {
              text: texts.app.change,
              what: row.toLowerCase(),
              onClick: () => nav.go(screenAt(at, true)),
            },
          }))}
        />
        {check.more}
      </Form>
    </ScreenPage>
  );
}

// Does it, and goes on to what is said of it; what was typed for it is forgotten.
export function useAct(nav: Nav, act: Act, ...drafts: string[]) {
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (intent: PeerIntent): Promise<void> => {
    const answer = await perform(intent);
    if ('stopped' in answer) return;
    if ('refusal' in answer) {
      setErrors([{ id: 'maincontent', text: refusalText(answer.refusal) }]);
      return;
    }
    if (drafts.length > 0) forgetDrafts(...drafts);
    nav.startAgain({ name: 'home' });
    nav.go({ name: 'peerDone', act });
  };
  return { errors, setErrors, submit };
}
