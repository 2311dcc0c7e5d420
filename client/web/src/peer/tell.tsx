// In own words: what is wrong between two, and what somebody thinks of the scheme.

import { Form, Link, LinkButton, Paragraphs, Textarea } from '../components/index.ts';
import { TelephoneList } from '../concern/telephones.tsx';
import type { PeerIntent } from '../core/peer_messages.ts';
import { useDraft } from '../personal/drafts.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { Section, Signposts } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import type { Act, GivenPair, GivenPeer } from './screen.ts';
import { isLine, kPeerTextMax, oneLine } from './typed.ts';
import { useAct } from './walk.tsx';

interface Writing {
  label: string;
  heading?: boolean;
  hint?: string;
  button: string;
  act: Act;
  intent: (text: string) => PeerIntent;
}

function Write({ nav, of }: { nav: GivenPeer['nav']; of: Writing }) {
  const t = texts.peer.text;
  const [typed, setTyped] = useDraft(of.act, '');
  const { errors, setErrors, submit } = useAct(nav, of.act, of.act);
  const check = async (): Promise<void> => {
    const text = oneLine(typed);
    if (text === '') setErrors([{ id: 'text', text: t.empty }]);
    else if (!isLine(text, kPeerTextMax)) setErrors([{ id: 'text', text: t.tooLong }]);
    else await submit(of.intent(text));
  };
  return (
    <Form errors={errors} button={of.button} onSubmit={check}>
      <Textarea
        id="text"
        label={of.label}
        {...(of.heading ? { heading: true, below: texts.personal.safe } : {})}
        hint={of.hint}
        error={errors.find(({ id }) => id === 'text')?.text}
        rows={6}
        value={typed}
        onInput={setTyped}
      />
    </Form>
  );
}

export function AboutScheme({ nav }: GivenPeer) {
  const t = texts.peer.scheme;
  return (
    <ScreenPage back={nav.back}>
      <Write
        nav={nav}
        of={{
          label: t.heading,
          heading: true,
          hint: t.hint,
          button: t.button,
          act: 'tellAboutScheme',
          intent: (text) => ({ kind: 'tellAboutScheme', text }),
        }}
      />
    </ScreenPage>
  );
}

// A route of its own: not what asking for another pairing is, and not what a risk to somebody is.
export function Relationship({ nav, everybody, visit, pair }: GivenPair) {
  const t = texts.peer.relationship;
  const walks = visit.role === 'supporter' && everybody.concerns !== null;
  return (
    <ScreenPage heading={t.heading} back={nav.back} safe>
      <Paragraphs of={t.text} />
      <Write
        nav={nav}
        of={{
          label: t.label,
          button: t.button,
          act: 'tellRelationship',
          intent: (text) => ({ kind: 'tellRelationship', pair: pair.number, text }),
        }}
      />
      <Section heading={t.other}>
        <p>{t.safety}</p>
        <p>
          {walks ? (
            <LinkButton onClick={() => nav.go({ name: 'concern' })}>{t.steps}</LinkButton>
          ) : (
            <Link to="/concern">{t.paper}</Link>
          )}
        </p>
        <p>{t.director}</p>
        <TelephoneList of={everybody.concernSteps?.telephones ?? []} />
        <Signposts everybody={everybody} />
      </Section>
    </ScreenPage>
  );
}
