// For leads and administrators. Everybody may look at these pages; they do nothing without a key.

import { LinkButton, Link, List, Page, Paragraphs } from '../components/index.ts';
import { Audit, AuditFound } from '../concern/audit.tsx';
import { core } from '../core/core.ts';
import type { Everybody } from '../core/messages.ts';
import { Section, WithScheme } from '../public/common.tsx';
import { isUnfounded, useScheme } from '../scheme.ts';
import { useScreens } from '../screens.ts';
import { texts } from '../texts/texts.ts';
import { TrusteeCheck, TrusteeFile, TrusteePlace, TrusteeWords } from '../trustee/enrol.tsx';
import { TrusteeHelp, Trustees } from '../trustee/places.tsx';
import { TrusteeAgain, TrusteeOpen, TrusteeStands } from '../trustee/visit.tsx';
import { AddTrustee, AddTrusteeWords } from './add_trustee.tsx';
import { ChooseDraft, DraftSigned, SeeDraft, SignDraft } from './founding.tsx';
import { KeyCheck, KeyFile, KeyWords, MakeKey } from './make_key.tsx';
import { aboutOf, OpenKey, See, Waiting } from './proposals.tsx';
import { RemoveRecipientWho } from './recipients.tsx';
import { Lost, RemoveWho, SeeRemoval } from './removal.tsx';
import { Dropped, DropSure, goOn, Signed, SixWords } from './signing.tsx';
import { MakeSlips, PrintSlips } from './slips.tsx';
import { TroublePage } from './trouble.tsx';
import type { Screen, Way } from './way.ts';

export function Desk() {
  const way = useScreens<Screen>('desk', { name: 'start' });
  const { screen } = way;
  switch (screen.name) {
    case 'start':
      return <Start way={way} />;
    case 'trouble':
      return <TroublePage trouble={screen.trouble} onBack={way.back} />;
    case 'makeKey':
      return <MakeKey way={way} />;
    case 'keyWords':
      return <KeyWords way={way} made={screen.made} />;
    case 'keyCheck':
      return <KeyCheck way={way} made={screen.made} />;
    case 'keyFile':
      return <KeyFile way={way} made={screen.made} />;
    case 'draft':
      return <ChooseDraft way={way} />;
    case 'draftSeen':
      return <SeeDraft way={way} draft={screen.draft} />;
    case 'draftKey':
      return <SignDraft way={way} draft={screen.draft} />;
    case 'draftSigned':
      return <DraftSigned way={way} lead={screen.lead} signature={screen.signature} />;
    case 'open':
      return <OpenKey way={way} />;
    case 'signed':
      return <Signed way={way} waits={screen.waits} />;
    case 'dropped':
      return <Dropped way={way} waits={screen.waits} />;
    case 'sixWords':
      return <SixWords way={way} proposal={screen.proposal} />;
    case 'lost':
      return <Lost way={way} />;
    case 'audit':
      return <Audit way={way} />;
    case 'addTrustee':
      return <AddTrustee way={way} />;
    case 'trusteeWords':
      return <TrusteeWords way={way} of={screen.of} />;
    case 'trusteeCheck':
      return <TrusteeCheck way={way} of={screen.of} />;
    case 'trusteeFile':
      return <TrusteeFile way={way} made={screen.made} />;
    case 'trusteeOpen':
      return <TrusteeOpen way={way} />;
    case 'trusteeStands':
      return <TrusteeStands way={way} done={screen.done} />;
    case 'trusteeAgain':
      return <TrusteeAgain way={way} />;
    case 'trusteeHelp':
      return <TrusteeHelp way={way} />;
    case 'waiting':
    case 'proposal':
    case 'dropSure':
    case 'removeWho':
    case 'removeSure':
    case 'removeRecipientWho':
    case 'removeRecipientSure':
    case 'audited':
    case 'addTrusteeWords':
    case 'trustees':
    case 'trusteePlace':
    case 'slips':
    case 'sheet':
      return (
        <WithScheme>
          {(everybody) => <OfScheme way={way} screen={screen} everybody={everybody} />}
        </WithScheme>
      );
  }
}

type SchemeScreen = Extract<
  Screen,
  {
    name:
      | 'waiting'
      | 'proposal'
      | 'dropSure'
      | 'removeWho'
      | 'removeSure'
      | 'removeRecipientWho'
      | 'removeRecipientSure'
      | 'audited'
      | 'addTrusteeWords'
      | 'trustees'
      | 'trusteePlace'
      | 'slips'
      | 'sheet';
  }
>;

// Screens that show what everybody may know.
function OfScheme(props: { way: Way; screen: SchemeScreen; everybody: Everybody }) {
  const { way, screen, everybody } = props;
  switch (screen.name) {
    case 'waiting':
      return <Waiting way={way} everybody={everybody} proposals={screen.proposals} />;
    case 'proposal':
      return (
        <See
          way={way}
          everybody={everybody}
          proposal={screen.proposal}
          onSign={async () =>
            goOn(way, await core.ask('sign', { id: screen.proposal.id, sixWords: '' }))
          }
        />
      );
    case 'dropSure': {
      const { proposal } = screen;
      return <DropSure way={way} proposal={proposal} about={aboutOf(proposal, everybody)} />;
    }
    case 'removeWho':
      return <RemoveWho way={way} directory={everybody.directory} />;
    case 'removeSure': {
      const { id, fields } = screen.supporter;
      return (
        <SeeRemoval
          way={way}
          said={texts.lead.removal}
          id={id}
          name={fields.find(([key]) => key === 'name')?.[1] ?? ''}
          onSign={async () => goOn(way, await core.ask('remove', { supporter: id }))}
        />
      );
    }
    case 'removeRecipientWho':
      return <RemoveRecipientWho way={way} of={everybody.concerns?.recipients ?? []} />;
    case 'removeRecipientSure': {
      const { place, title } = screen.recipient;
      return (
        <SeeRemoval
          way={way}
          said={texts.lead.recipientRemoval}
          name={title}
          onSign={async () => goOn(way, await core.ask('removeRecipient', { place }))}
        />
      );
    }
    case 'audited':
      return <AuditFound way={way} everybody={everybody} found={screen.found} />;
    case 'addTrusteeWords':
      return <AddTrusteeWords way={way} everybody={everybody} read={screen.read} />;
    case 'trustees':
      return <Trustees way={way} everybody={everybody} />;
    case 'trusteePlace':
      return <TrusteePlace way={way} everybody={everybody} />;
    case 'slips':
      return <MakeSlips way={way} />;
    case 'sheet':
      return <PrintSlips way={way} everybody={everybody} made={screen.made} />;
  }
}

function Start({ way }: { way: Way }) {
  const scheme = useScheme();
  const t = texts.lead.start;
  const entry = (name: 'open' | 'lost' | 'makeKey' | 'draft' | 'slips' | 'audit' | 'trustees') => (
    <li key={name}>
      <LinkButton onClick={() => way.go({ name })}>{t.links[name].name}</LinkButton>
      <div class="nhsuk-hint">{t.links[name].hint}</div>
    </li>
  );
  if (isUnfounded(scheme)) {
    const { heading, about, steps, yourPart } = texts.lead.founding;
    return (
      <Page heading={heading}>
        <p>{about}</p>
        <List of={steps} numbered />
        <Section heading={yourPart}>
          <ul class="nhsuk-list">{(['makeKey', 'draft'] as const).map(entry)}</ul>
        </Section>
      </Page>
    );
  }
  return (
    <Page heading={t.heading}>
      <Paragraphs of={t.about} />
      <Section heading={t.leads}>
        <ul class="nhsuk-list">{(['open', 'lost', 'makeKey', 'draft'] as const).map(entry)}</ul>
      </Section>
      <Section heading={t.trustees}>
        <ul class="nhsuk-list">{entry('trustees')}</ul>
      </Section>
      <Section heading={t.admins}>
        <ul class="nhsuk-list">{entry('slips')}</ul>
      </Section>
      <Section heading={t.auditors}>
        <ul class="nhsuk-list">{entry('audit')}</ul>
      </Section>
      <Section heading={t.everybody}>
        <ul class="nhsuk-list">
          <li>
            <Link to="/month">{t.links.month.name}</Link>
            <div class="nhsuk-hint">{t.links.month.hint}</div>
          </li>
          <li>
            <Link to="/totals">{t.links.totals.name}</Link>
            <div class="nhsuk-hint">{t.links.totals.hint}</div>
          </li>
        </ul>
      </Section>
    </Page>
  );
}
