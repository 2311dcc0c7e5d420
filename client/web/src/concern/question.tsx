// What every page of the guided steps has in common.

import type { ComponentChildren } from 'preact';
import { Details, type FieldError, Form, Paragraphs, Tag } from '../components/index.ts';
import { linesOf } from '../public/common.tsx';
import { ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';
import type { Walk } from './given.ts';
import { Telephones } from './telephones.tsx';

// The frame of a question: what follows the fields is the same on every page, the numbers last, so that
// they stand above the button.
export function Question({
  walk,
  errors,
  button,
  onSubmit,
  children,
}: {
  walk: Walk;
  errors: FieldError[];
  button?: string;
  onSubmit: () => void | Promise<void>;
  children: ComponentChildren;
}) {
  const { step, nav } = walk;
  return (
    <ScreenPage heading={step.question} back={nav.back}>
      <Drill walk={walk} />
      <Form errors={errors} onSubmit={onSubmit} {...(button === undefined ? {} : { button })}>
        {step.kind !== 'check' && <Paragraphs of={linesOf(step.help)} />}
        {children}
        {step.basis !== '' && (
          <Details summary={texts.concern.follows}>
            <Paragraphs of={linesOf(step.basis)} />
          </Details>
        )}
        <Telephones of={walk.of.telephones} />
      </Form>
    </ScreenPage>
  );
}

export function Drill({ walk }: { walk: Walk }) {
  if (!walk.answers.drill) return null;
  return (
    <p>
      <Tag colour="yellow">{texts.concern.drill}</Tag>
    </p>
  );
}
