// The first page of a near-peer scheme: what it is, and what everybody is told of matching.

import { Link, List, Page, Paragraphs } from '../components/index.ts';
import type { NearPeer } from '../core/messages.ts';
import { EmergencyCard, Section } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';

export function NearPeerStart({ rules }: { rules: NearPeer }) {
  const t = texts.nearPeer.start;
  const values = { days: String(rules.objectionDays), cap: String(rules.cap) };
  return (
    <Page>
      <h1 class="nhsuk-heading-xl">{t.heading}</h1>
      <p class="nhsuk-lede-text">{t.lead}</p>
      <EmergencyCard />
      <Section heading={t.what.heading}>
        <List of={t.what.items} />
      </Section>
      <Section heading={t.not.heading}>
        <List of={t.not.items} />
      </Section>
      <Section heading={t.matching.heading}>
        <Paragraphs of={t.matching.paragraphs} />
      </Section>
      <Section heading={t.choice.heading}>
        <Paragraphs of={t.choice.paragraphs} />
      </Section>
      <Section heading={t.limits.heading}>
        <Paragraphs of={t.limits.paragraphs} />
        <p>
          <Link to="/privacy">{t.limits.more}</Link>
        </p>
      </Section>
      <Section heading={t.supporters.heading}>
        <p>{fill(t.supporters.grades, { grades: rules.grades.join(', ') })}</p>
        <Paragraphs of={t.supporters.paragraphs.map((text) => fill(text, values))} />
        <p>
          <Link to="/capabilities">{t.supporters.more}</Link>
        </p>
      </Section>
      <Section heading={t.open.heading}>
        <p>{t.open.text}</p>
        <Link to="/open" class="nhsuk-button">
          {t.open.button}
        </Link>
      </Section>
    </Page>
  );
}
