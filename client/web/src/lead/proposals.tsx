// The desk: what waits for the leads' signatures.

import {
  Button,
  Entry,
  Form,
  LinkButton,
  List,
  Page,
  Paragraphs,
  SummaryList,
} from '../components/index.ts';
import type { VNode } from 'preact';
import { core } from '../core/core.ts';
import type { DeskRefusal, Everybody, Proposal, Stopped } from '../core/messages.ts';
import { isoInWords, Section } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { changeOf, SeeChange } from './changes.tsx';
import { KeyForm, type TypedKey } from './key_form.tsx';
import {
  concernsKeyOf,
  recipientOf,
  SeeConcernsKey,
  SeeRecipient,
  SeeTrustee,
} from './recipients.tsx';
import { SeeRemoval } from './removal.tsx';
import type { Way } from './way.ts';

export function OpenKey({ way }: { way: Way }) {
  const t = texts.lead.open;
  const use = async (key: TypedKey): Promise<{ refusal: DeskRefusal } | Stopped | null> => {
    const answer = await core.ask('openDesk', { ...key });
    if (!('proposals' in answer)) return answer;
    way.startAgain({ name: 'waiting', proposals: answer.proposals });
    return null;
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.about}</p>
      <KeyForm use={use} onTrouble={(trouble) => way.go({ name: 'trouble', trouble })} />
    </Page>
  );
}

// Whom or what a proposal is about, for people. Every kind has its case, or this does not compile.
export function aboutOf(proposal: Proposal, everybody: Everybody): string {
  switch (proposal.kind) {
    case 'listing':
    case 'removal':
      return supporterOf(proposal, everybody);
    case 'recipient':
    case 'recipient-removal':
    case 'trustee':
      return recipientOf(proposal);
    case 'concerns-key':
      return concernsKeyOf(proposal.about).text;
    case 'pass-key':
      return passKeyOf(proposal.about, everybody);
    case 'lead-key':
    case 'log-key':
    case 'policy':
    case 'build':
      return changeOf(proposal.kind, proposal.about);
  }
}

function supporterOf(proposal: Proposal, everybody: Everybody): string {
  const t = texts.lead.waiting;
  const listed = everybody.directory.find((supporter) => supporter.id === proposal.about);
  const fields = proposal.fields.length > 0 ? proposal.fields : (listed?.fields ?? []);
  return fields.find(([key]) => key === 'name')?.[1] ?? t.unknownSupporter;
}

// about: "epoch 3 generation 0"
function passKeyOf(about: string, { month }: Everybody): string {
  const t = texts.lead.waiting;
  const [, epoch, generation] = /^epoch (\d+) generation (\d+)$/.exec(about) ?? [];
  if (epoch === undefined || generation === undefined) return about;
  const key = String(Number(generation) + 1);
  const known = month.passKeys.find((each) => each.epoch === Number(epoch));
  if (known === undefined) return fill(t.passKey, { epoch, key });
  return fill(t.passKeyFrom, { date: isoInWords(known.from), key });
}

function Waits(props: { proposal: Proposal; everybody: Everybody; onLook: () => void }) {
  const t = texts.lead.waiting;
  const { kind, signatures } = props.proposal;
  const about = aboutOf(props.proposal, props.everybody);
  return (
    <li class="nhsuk-card">
      <div class="nhsuk-card__content">
        <h2 class="nhsuk-card__heading nhsuk-heading-m">{t.kinds[kind]}</h2>
        <SummaryList
          rows={[
            { key: t.about, value: about },
            {
              key: t.signatures,
              value:
                signatures === 0
                  ? t.noSignature
                  : fill(t.signaturesOf, { number: String(signatures) }),
            },
          ]}
        />
        <Button kind="secondary" onClick={props.onLook}>
          {t.look}
          <span class="nhsuk-u-visually-hidden"> {about}</span>
        </Button>
      </div>
    </li>
  );
}

export function Waiting(props: { way: Way; everybody: Everybody; proposals: Proposal[] }) {
  const t = texts.lead.waiting;
  const { way, everybody, proposals } = props;
  return (
    <Page heading={t.heading} back={{ onClick: () => way.startAgain({ name: 'start' }) }}>
      {proposals.length === 0 && <p>{t.none}</p>}
      <ul class="sotto-entries">
        {proposals.map((proposal) => (
          <Waits
            key={proposal.id}
            proposal={proposal}
            everybody={everybody}
            onLook={() => way.go({ name: 'proposal', proposal })}
          />
        ))}
      </ul>
      <p>{everybody.leadSignatures === 1 ? t.one : t.two}</p>
      <Section heading={t.moreHeading}>
        <List
          of={[
            <LinkButton onClick={() => way.go({ name: 'removeWho' })}>{t.remove}</LinkButton>,
            ...(everybody.concerns === null
              ? []
              : [
                  <LinkButton onClick={() => way.go({ name: 'removeRecipientWho' })}>
                    {t.removeRecipient}
                  </LinkButton>,
                ]),
            <LinkButton onClick={() => way.go({ name: 'addTrustee' })}>{t.addTrustee}</LinkButton>,
            <LinkButton onClick={() => way.go({ name: 'lost' })}>{t.lost}</LinkButton>,
          ]}
        />
      </Section>
    </Page>
  );
}

// A proposal before it is signed, each kind in its own way.
export function See(props: {
  way: Way;
  everybody: Everybody;
  proposal: Proposal;
  onSign: () => Promise<void>;
}): VNode {
  const { way, proposal } = props;
  const about = aboutOf(proposal, props.everybody);
  const drop = <DropLink way={way} proposal={proposal} />;
  switch (proposal.kind) {
    case 'listing':
      return <SeeListing way={way} proposal={proposal} />;
    case 'removal':
      return (
        <SeeRemoval
          way={way}
          said={texts.lead.removal}
          name={about}
          id={proposal.about}
          onSign={props.onSign}
        >
          {drop}
        </SeeRemoval>
      );
    case 'recipient':
      return (
        <SeeRecipient way={way} proposal={proposal} everybody={props.everybody}>
          {drop}
        </SeeRecipient>
      );
    case 'trustee':
      return (
        <SeeTrustee way={way} proposal={proposal}>
          {drop}
        </SeeTrustee>
      );
    case 'recipient-removal':
      return (
        <SeeRemoval way={way} said={texts.lead.recipientRemoval} name={about} onSign={props.onSign}>
          {drop}
        </SeeRemoval>
      );
    case 'concerns-key':
      return (
        <SeeConcernsKey way={way} proposal={proposal} onSign={props.onSign}>
          {drop}
        </SeeConcernsKey>
      );
    case 'pass-key':
      return (
        <Page heading={texts.lead.passKey.heading} back={{ onClick: way.back }}>
          <p>
            <strong>{about}</strong>
          </p>
          <Paragraphs of={texts.lead.passKey.about} />
          <Form button={texts.lead.passKey.button} onSubmit={props.onSign}>
            {null}
          </Form>
          {drop}
        </Page>
      );
    case 'lead-key':
    case 'log-key':
    case 'policy':
    case 'build':
      return (
        <SeeChange
          way={way}
          kind={proposal.kind}
          about={about}
          fields={proposal.fields}
          changes={proposal.changes}
          onSign={props.onSign}
        >
          {drop}
        </SeeChange>
      );
  }
}

function SeeListing({ way, proposal }: { way: Way; proposal: Proposal }) {
  const t = texts.lead.listing;
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.about}</p>
      <Entry supporter={{ id: proposal.about, offered: true, fields: proposal.fields }} />
      <Section heading={t.checkHeading}>
        <List of={t.check} />
      </Section>
      <Button onClick={() => way.go({ name: 'sixWords', proposal })}>{texts.app.continue}</Button>
      <DropLink way={way} proposal={proposal} />
    </Page>
  );
}

function DropLink({ way, proposal }: { way: Way; proposal: Proposal }) {
  return (
    <p>
      <LinkButton onClick={() => way.go({ name: 'dropSure', proposal })}>
        {texts.lead.drop.link}
      </LinkButton>
    </p>
  );
}
