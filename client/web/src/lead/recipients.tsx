// Who receives concerns, at the leads' desk: a new recipient, one who leaves, and the key with which the
// service gives its part of an opening. And who opens the figures.

import type { ComponentChildren } from 'preact';
import { Button, Form, List, Page, Paragraphs, SummaryList } from '../components/index.ts';
import type { Everybody, Proposal, Recipient } from '../core/messages.ts';
import { Section } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { Hex } from './hex.tsx';
import { ChooseWho } from './removal.tsx';
import type { Way } from './way.ts';

// about: "place 1"
const placeOf = ({ about }: Proposal): number => Number(/^place (\d+)$/.exec(about)?.[1] ?? 0) - 1;
const titleOf = ({ fields }: Proposal): string =>
  fields.find(([key]) => key === 'title')?.[1] ?? texts.lead.waiting.unknownRecipient;

export const recipientOf = (proposal: Proposal): string =>
  fill(texts.lead.waiting.recipient, {
    title: titleOf(proposal),
    place: String(placeOf(proposal) + 1),
  });

// about: "number 2 …", 64 hex digits
export function concernsKeyOf(about: string): { text: string; key: string } {
  const [, number, key] = /^number (\d+) ([0-9a-f]+)$/.exec(about) ?? [];
  if (number === undefined || key === undefined) return { text: about, key: '' };
  return { text: fill(texts.lead.waiting.concernsKey, { number }), key };
}

export function SeeRecipient(props: {
  way: Way;
  proposal: Proposal;
  everybody: Everybody;
  children: ComponentChildren;
}) {
  const t = texts.lead.recipient;
  const { way, proposal, everybody } = props;
  const place = placeOf(proposal);
  const now = everybody.concerns?.recipients.find((each) => each.place === place);
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <Paragraphs of={t.about} />
      <SummaryList
        rows={[
          { key: t.title, value: <bdi>{titleOf(proposal)}</bdi> },
          { key: t.place, value: String(place + 1) },
          { key: t.now, value: now === undefined ? t.nobody : <bdi>{now.title}</bdi> },
        ]}
      />
      <Section heading={texts.lead.listing.checkHeading}>
        <List of={t.check} />
      </Section>
      <Button onClick={() => way.go({ name: 'sixWords', proposal })}>{texts.app.continue}</Button>
      {props.children}
    </Page>
  );
}

export function SeeTrustee(props: { way: Way; proposal: Proposal; children: ComponentChildren }) {
  const t = texts.lead.trustee;
  const { way, proposal } = props;
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <Paragraphs of={t.about} />
      <SummaryList
        rows={[
          { key: t.title, value: <bdi>{titleOf(proposal)}</bdi> },
          { key: t.place, value: String(placeOf(proposal) + 1) },
        ]}
      />
      <Section heading={texts.lead.listing.checkHeading}>
        <List of={t.check} />
      </Section>
      <Button onClick={() => way.go({ name: 'sixWords', proposal })}>{texts.app.continue}</Button>
      {props.children}
    </Page>
  );
}

export function SeeConcernsKey(props: {
  way: Way;
  proposal: Proposal;
  onSign: () => Promise<void>;
  children: ComponentChildren;
}) {
  const t = texts.lead.concernsKey;
  const { text, key } = concernsKeyOf(props.proposal.about);
  return (
    <Page heading={t.heading} back={{ onClick: props.way.back }}>
      <p>
        <strong>{text}</strong>
      </p>
      <Paragraphs of={t.about} />
      <p>
        <Hex of={key} />
      </p>
      <Form button={t.button} onSubmit={props.onSign}>
        {null}
      </Form>
      {props.children}
    </Page>
  );
}

export function RemoveRecipientWho({ way, of }: { way: Way; of: readonly Recipient[] }) {
  return (
    <ChooseWho
      way={way}
      texts={texts.lead.removeRecipientWho}
      of={of}
      idOf={({ place }) => String(place)}
      lineOf={({ title }) => title}
      onChosen={(recipient) => way.go({ name: 'removeRecipientSure', recipient })}
    />
  );
}
