import { Link, List, Page, Paragraphs } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import { EmergencyCard, Section } from './common.tsx';

export function Start() {
  const { start } = texts;
  return (
    <Page>
      <h1 class="nhsuk-heading-xl">{start.heading}</h1>
      <p class="nhsuk-lede-text">{start.lead}</p>
      <EmergencyCard />
      <Section heading={start.what.heading}>
        <List of={start.what.items} />
      </Section>
      <Section heading={start.not.heading}>
        <List of={start.not.items} />
      </Section>
      <Section heading={start.confidence.heading}>
        <Paragraphs of={start.confidence.paragraphs} />
      </Section>
      <Section heading={start.limits.heading}>
        <Paragraphs of={start.limits.paragraphs} />
        <p>
          <Link to="/privacy">{start.limits.more}</Link>
        </p>
      </Section>
      <Section heading={start.locker.heading}>
        <Paragraphs of={start.locker.paragraphs} />
        <Link to="/open" class="nhsuk-button">
          {start.locker.button}
        </Link>
      </Section>
    </Page>
  );
}
