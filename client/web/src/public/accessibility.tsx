import { List, Page } from '../components/index.ts';
import { fill, texts } from '../texts/texts.ts';
import { isoInWords, Section } from './common.tsx';

export function Accessibility() {
  const { accessibility } = texts;
  return (
    <Page heading={accessibility.heading}>
      <p>{accessibility.lead}</p>
      <Section heading={accessibility.can.heading}>
        <List of={accessibility.can.items} />
      </Section>
      <Section heading={accessibility.status.heading}>
        <p>{accessibility.status.text}</p>
      </Section>
      <Section heading={accessibility.known.heading}>
        <List of={accessibility.known.items} />
      </Section>
      <Section heading={accessibility.tested.heading}>
        <p>{accessibility.tested.text}</p>
        <p>{accessibility.tested.not}</p>
      </Section>
      <Section heading={accessibility.contact.heading}>
        <p>{accessibility.contact.text}</p>
      </Section>
      <p>{fill(accessibility.prepared, { date: isoInWords(accessibility.preparedOn) })}</p>
    </Page>
  );
}
