// A first locker, before anything is asked: what it is, and who is asking for one.

import { useState } from 'preact/hooks';
import { type FieldError, Form, Paragraphs, Radios } from '../components/index.ts';
import type { Role } from '../core/messages.ts';
import { useNearPeer } from '../near_peer/page.tsx';
import { useScheme } from '../scheme.ts';
import { texts } from '../texts/texts.ts';
import { useDraft } from './drafts.ts';
import type { Nav } from './screen.ts';
import { ScreenPage } from './shell.tsx';

export function First({ nav }: { nav: Nav }) {
  const t = texts.personal.first;
  return (
    <ScreenPage heading={t.heading} back={nav.depth > 1 ? nav.back : undefined} safe>
      <Paragraphs of={t.paragraphs} />
      <Form onSubmit={() => nav.go({ name: 'role' })}>{null}</Form>
    </ScreenPage>
  );
}

export function WhoAreYou({ nav }: { nav: Nav }) {
  const t = useNearPeer() === null ? texts.personal.role : texts.peer.role;
  const scheme = useScheme();
  const concerns =
    typeof scheme === 'object' && 'everybody' in scheme && scheme.everybody.concerns !== null;
  const [role, setRole] = useDraft<Role | null>('role', null);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = (): void => {
    if (role === null) {
      setErrors([{ id: 'role', text: t.empty }]);
      return;
    }
    nav.go({ name: 'code' });
  };
  return (
    <ScreenPage back={nav.back}>
      <Form errors={errors} onSubmit={submit}>
        <Radios<Role>
          id="role"
          legend={t.heading}
          heading
          hint={t.hint}
          error={errors[0]?.text}
          choices={[
            { value: 'colleague', label: t.colleague, hint: t.colleagueHint },
            { value: 'supporter', label: t.supporter, hint: t.supporterHint },
            ...(concerns
              ? [{ value: 'recipient' as const, label: t.recipient, hint: t.recipientHint }]
              : []),
          ]}
          value={role}
          onChange={setRole}
        />
      </Form>
    </ScreenPage>
  );
}
