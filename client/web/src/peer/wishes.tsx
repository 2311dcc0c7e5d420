// What a doctor would like in a supporter: optional, in own words, and taken back as easily as said.

import { Form, Paragraphs, Textarea } from '../components/index.ts';
import { useDraft } from '../personal/drafts.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';
import type { GivenPeer } from './screen.ts';
import { characteristicsProblem, linesOf } from './typed.ts';
import { useAct } from './walk.tsx';

export function StateWishes({ nav }: GivenPeer) {
  const t = texts.peer.wishes;
  const [typed, setTyped] = useDraft('wishes', '');
  const { errors, setErrors, submit } = useAct(nav, 'stateWishes', 'wishes');
  const check = async (): Promise<void> => {
    const problem = characteristicsProblem(typed);
    if (problem !== null) setErrors([{ id: 'wishes', text: texts.peer.apply.errors[problem] }]);
    else await submit({ kind: 'stateWishes', wishes: linesOf(typed) });
  };
  return (
    <ScreenPage heading={t.heading} back={nav.back} safe>
      <Paragraphs of={t.text} />
      <Form errors={errors} button={t.button} onSubmit={check}>
        <Textarea
          id="wishes"
          label={t.label}
          hint={t.hint}
          error={errors.find(({ id }) => id === 'wishes')?.text}
          value={typed}
          onInput={setTyped}
        />
      </Form>
    </ScreenPage>
  );
}
