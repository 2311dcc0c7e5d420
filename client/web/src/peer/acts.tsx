// What is one act: opting out and in, another pairing, leaving, a reminder, saying hello. No reason is asked
// for anywhere.

import { Confirm, ConfirmEnd } from '../personal/act.tsx';
import { Form, InsetText, Panel, Radios } from '../components/index.ts';
import type { Intent } from '../core/messages.ts';
import { useDraft } from '../personal/drafts.ts';
import type { Nav } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { isolated } from '../personal/times.ts';
import { fill, texts } from '../texts/texts.ts';
import type { Act, GivenPair, GivenPeer } from './screen.ts';
import { useAct } from './walk.tsx';

const t = texts.peer;

export function OptOut({ nav }: GivenPeer) {
  const [tell, setTell] = useDraft<'no' | 'yes'>('optOut', 'no');
  const { errors, submit } = useAct(nav, 'optOut', 'optOut');
  return (
    <ScreenPage heading={t.optOut.heading} back={nav.back} safe>
      {t.optOut.text.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <Form
        errors={errors}
        button={t.optOut.button}
        onSubmit={() => submit({ kind: 'optOut', tell: tell === 'yes' })}
      >
        <Radios<'no' | 'yes'>
          id="tell"
          legend={t.optOut.legend}
          choices={[
            { value: 'no', label: t.optOut.no },
            { value: 'yes', label: t.optOut.yes },
          ]}
          value={tell}
          onChange={setTell}
        />
      </Form>
    </ScreenPage>
  );
}

const doing = (nav: Nav, intent: Intent, act: Act) => ({
  intent,
  onDone: (): void => {
    nav.startAgain({ name: 'home' });
    nav.go({ name: 'peerDone', act });
  },
  onBack: nav.back,
});

export function OptIn({ nav }: GivenPeer) {
  return <Confirm {...t.optIn} {...doing(nav, { kind: 'optIn' }, 'optIn')} />;
}

export function Another({ nav, pair }: GivenPair) {
  const intent = { kind: 'anotherPairing', pair: pair.number } as const;
  return <Confirm {...t.another} {...doing(nav, intent, 'anotherPairing')} />;
}

export function Withdraw({ nav }: GivenPeer) {
  return <ConfirmEnd {...t.withdraw} {...doing(nav, { kind: 'withdraw' }, 'withdraw')} />;
}

export function Remind({ nav, pair, rules }: GivenPair) {
  const values = { name: isolated(pair.name), weeks: String(rules.reminderWeeks) };
  return (
    <Confirm
      heading={fill(t.remind.heading, values)}
      text={t.remind.text.map((text) => fill(text, values))}
      button={t.remind.button}
      {...doing(nav, { kind: 'remind', pair: pair.number }, 'remind')}
    />
  );
}

// The first words are the supporter's: by mail, here, or both.
export function Introduce({ nav, pair, visit }: GivenPair) {
  const i = t.introduce;
  const engagement = visit.engagements.find(({ id }) => id === pair.engagement);
  const heading = fill(i.heading, { name: isolated(pair.name) });
  const said = (
    <>
      <p>{i.text}</p>
      <InsetText>
        <p>{i.template}</p>
      </InsetText>
      {pair.email !== '' && (
        <p>
          {i.mail} <strong>{pair.email}</strong>
        </p>
      )}
    </>
  );
  if (engagement?.phase !== 'enquired') {
    return (
      <ScreenPage heading={heading} back={nav.back}>
        {said}
        {engagement === undefined && <p>{i.notHere}</p>}
      </ScreenPage>
    );
  }
  const { intent, onDone } = doing(nav, { kind: 'accept', engagement: engagement.id }, 'introduce');
  return (
    <Confirm
      heading={heading}
      text={[i.hereText]}
      button={i.button}
      intent={intent}
      onDone={onDone}
      onBack={nav.back}
      before={said}
    />
  );
}

// What follows from an act, without a word about what has gone.
export function PeerDone({ nav, rules, act }: GivenPeer & { act: Act }) {
  const days = String(rules.objectionDays);
  return (
    <ScreenPage>
      <Panel heading={t.done.heading} />
      <p>{t.done.visit}</p>
      <p>{fill(t.done.next[act], { days })}</p>
      <Form button={t.done.button} onSubmit={() => nav.startAgain({ name: 'home' })}>
        {null}
      </Form>
    </ScreenPage>
  );
}
