// A screen on which one thing is done, by one button.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import {
  type FieldError,
  Form,
  Interruption,
  LinkButton,
  Paragraphs,
} from '../components/index.ts';
import type { Intent } from '../core/messages.ts';
import { perform } from '../visit.ts';
import { refusalText } from './problem.ts';
import { ScreenPage } from './shell.tsx';

export interface Doing {
  intent: Intent;
  onDone: () => void;
  onBack: () => void;
  button: string;
  text: readonly string[];
}

function useDoing({ intent, onDone }: Doing) {
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (): Promise<void> => {
    const answer = await perform(intent);
    if ('refusal' in answer) setErrors([{ id: 'maincontent', text: refusalText(answer.refusal) }]);
    if ('done' in answer) onDone();
  };
  return { errors, submit };
}

// before: what is read ahead of the text.
export function Confirm(props: Doing & { heading: string; before?: ComponentChildren }) {
  const { errors, submit } = useDoing(props);
  return (
    <ScreenPage heading={props.heading} back={props.onBack} safe>
      <Form errors={errors} button={props.button} onSubmit={submit}>
        {props.before}
        <Paragraphs of={props.text} />
      </Form>
    </ScreenPage>
  );
}

// For what cannot be taken back.
export function ConfirmEnd(props: Doing & { heading: string; keep: string }) {
  const { errors, submit } = useDoing(props);
  return (
    <ScreenPage back={props.onBack}>
      <Interruption heading={props.heading}>
        <Paragraphs of={props.text} />
      </Interruption>
      <Form errors={errors} button={props.button} kind="warning" onSubmit={submit}>
        {null}
      </Form>
      <p>
        <LinkButton onClick={props.onBack}>{props.keep}</LinkButton>
      </p>
    </ScreenPage>
  );
}
