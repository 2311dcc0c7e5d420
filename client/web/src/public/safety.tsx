import { List, Page, Paragraphs } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import { Section } from './common.tsx';

export function Safety() {
  const { safety } = texts;
  return (
    <Page heading={safety.heading}>
      <Paragraphs of={safety.paragraphs} />
      <Section heading={safety.before.heading}>
        <List of={safety.before.items} />
      </Section>
      <Section heading={safety.after.heading}>
        <List of={safety.after.items} />
      </Section>
      <Section heading={safety.network.heading}>
        <p>{safety.network.text}</p>
      </Section>
      <Section heading={safety.words.heading}>
        <p>{safety.words.text}</p>
      </Section>
    </Page>
  );
}
