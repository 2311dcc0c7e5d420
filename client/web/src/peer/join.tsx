// The invitation of the director's letter, which binds this locker to one person of the director's list.

import { useState } from 'preact/hooks';
import { type FieldError, Form, Input } from '../components/index.ts';
import { useDraft } from '../personal/drafts.ts';
import { codeText, refusalText } from '../personal/problem.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';
import { ask, perform } from '../visit.ts';
import type { GivenPeer } from './screen.ts';

export function Join({ nav }: GivenPeer) {
  const t = texts.peer.join;
  const [code, setCode] = useDraft('invitation', '');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const fail = (text: string): void => setErrors([{ id: 'invitation', text }]);
  const submit = async (): Promise<void> => {
    if (code.trim() === '') {
      fail(t.empty);
      return;
    }
    const checked = await ask('checkCode', { code });
    if ('refusal' in checked) {
      fail(codeText(checked.refusal));
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
