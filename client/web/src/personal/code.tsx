// A slip's code, typed, pasted, or from the link that was followed.

import { useState } from 'preact/hooks';
import { type FieldError, Form, InsetText, Input, Paragraphs } from '../components/index.ts';
import type { CodeRefusal, Role } from '../core/messages.ts';
import { texts } from '../texts/texts.ts';
import { ask, during } from '../visit.ts';
import { useDraft } from './drafts.ts';
import { codeText } from './problem.ts';
import type { Nav } from './screen.ts';
import { ScreenPage } from './shell.tsx';

const kLinkCharacters = 42; // docs/spec/words-and-lockers.md

export const isFromLink = (code: string): boolean =>
  code.replace(/[\s-]/g, '').length === kLinkCharacters;

function CodeField(props: {
  error: string | undefined;
  hint: string;
  value: string;
  onInput: (code: string) => void;
}) {
  const t = texts.personal.code;
  return (
    <>
      {isFromLink(props.value) && <InsetText>{<p>{t.fromLink}</p>}</InsetText>}
      <Input
        id="code"
        label={t.heading}
        heading
        below={texts.personal.safe}
        code
        hint={props.hint}
        error={props.error}
        value={props.value}
        onInput={props.onInput}
      />
    </>
  );
}

// What is wrong with a code as it was typed; null: nothing that can be seen from here.
// own: where it does not come from a slip.
export async function codeProblem(
  code: string,
  empty: string,
  own: Partial<Record<CodeRefusal, string>> = {},
): Promise<string | null> {
  if (code.trim() === '') return empty;
  const checked = await ask('checkCode', { code });
  return 'refusal' in checked ? (own[checked.refusal] ?? codeText(checked.refusal)) : null;
}

export function Code({ nav, error }: { nav: Nav; error?: string | undefined }) {
  const t = texts.personal.code;
  const [role] = useDraft<Role | null>('role', null);
  const [code, setCode] = useDraft('code', '');
  const [errors, setErrors] = useState<FieldError[]>(error ? [{ id: 'code', text: error }] : []);
  const fail = (text: string): void => setErrors([{ id: 'code', text }]);
  const submit = async (): Promise<void> => {
    if (role === null) {
      nav.go({ name: 'role' });
      return;
    }
    const problem = await codeProblem(code, t.empty);
    if (problem !== null) {
      fail(problem);
      return;
    }
    const { words } = await ask('freshWords', {});
    nav.go({ name: 'fresh', words, of: { role, code } });
  };
  return (
    <ScreenPage back={nav.depth > 1 ? nav.back : undefined}>
      <Form errors={errors} onSubmit={submit}>
        <CodeField error={errors[0]?.text} hint={t.hint} value={code} onInput={setCode} />
      </Form>
    </ScreenPage>
  );
}

// Another scheme year for a locker that is open.
export function Extend({ nav }: { nav: Nav }) {
  const t = texts.personal.extend;
  const [code, setCode] = useDraft('extend', '');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const fail = (text: string): void => setErrors([{ id: 'extend', text }]);
  const submit = async (): Promise<void> => {
    if (code.trim() === '') {
      fail(texts.personal.code.empty);
      return;
    }
    const answer = await during(() => ask('extend', { code }));
    if ('refusal' in answer) {
      fail(codeText(answer.refusal));
      return;
    }
    if ('stopped' in answer) return;
    nav.startAgain({ name: 'home' });
    nav.go({ name: 'extended' });
  };
  return (
    <ScreenPage heading={t.heading} back={nav.back} safe>
      <Paragraphs of={[t.text]} />
      <Form errors={errors} onSubmit={submit}>
        <Input
          id="extend"
          label={t.label}
          code
          hint={t.hint}
          error={errors[0]?.text}
          value={code}
          onInput={setCode}
        />
      </Form>
    </ScreenPage>
  );
}
