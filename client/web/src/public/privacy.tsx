import { InsetText, List, Page, Paragraphs, Table } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import { Section } from './common.tsx';

export function Privacy() {
  const { privacy } = texts;
  return (
    <Page heading={privacy.heading}>
      <InsetText>
        <p>{privacy.promise}</p>
      </InsetText>
      <Table caption={privacy.table.caption} head={privacy.table.head} rows={privacy.table.rows} />
      <Section heading={privacy.notCovered.heading}>
        <List of={privacy.notCovered.items} />
      </Section>
      <Section heading={privacy.browser.heading}>
        <Paragraphs of={privacy.browser.paragraphs} />
      </Section>
      <Section heading={privacy.words.heading}>
        <Paragraphs of={privacy.words.paragraphs} />
      </Section>
      <p>{privacy.check}</p>
      <p>
        <a href="/licences.txt">{privacy.licences}</a>
      </p>
    </Page>
  );
}
