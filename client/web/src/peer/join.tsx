// The invitation of the director's letter, which binds this locker to one person of the director's list.

import { useState } from 'preact/hooks';
import { type FieldError, Form, Input } from '../components/index.ts';
import { codeProblem } from '../personal/code.tsx';
import { useDraft } from '../personal/drafts.ts';
import { refusalText } from '../personal/problem.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';
import { perform } from '../visit.ts';
import type { GivenPeer } from './screen.ts';

export function Join({ nav }: GivenPeer) {
  const t = texts.peer.join;
  const [code, setCode] = useDraft('invitation', '');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const fail = (text: string): void => setErrors([{ id: 'invitation', text }]);
  const submit = async (): Promise<void> => {
    const problem = await codeProblem(code, t.empty, t.refusals);
    if (problem !== null) {
      fail(problem);
      return;
    }
    const answer = await perform({ kind: 'join', invitation: code });
    if ('stopped' in answer) return;
    if ('refusal' in answer) {
      fail(refusalText(answer.refusal));
      return;
    }
    setCode('');
    nav.startAgain({ name: 'home' });
    nav.go({ name: 'peerDone', act: 'join' });
  };
  return (
    <ScreenPage back={nav.back}>
      <Form errors={errors} onSubmit={submit}>
        <Input
          id="invitation"
          label={t.heading}
          heading
          below={texts.personal.safe}
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
