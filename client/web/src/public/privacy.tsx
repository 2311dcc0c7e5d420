import { InsetText, List, Page, Paragraphs, Table } from '../components/index.ts';
import { NearPeerPrivacy } from '../near_peer/privacy.tsx';
import { useScheme, type Scheme } from '../scheme.ts';
import { fill, texts } from '../texts/texts.ts';
import { Section } from './common.tsx';

// What the broker sees of where people come from.
function addressRow(scheme: Scheme): readonly string[] {
  const { address, addressSeen, addressHidden, addressUnknown } = texts.privacy.table;
  if (typeof scheme !== 'object' || !('everybody' in scheme)) return [address, addressUnknown];
  const { relay } = scheme.everybody;
  return [address, relay === null ? addressSeen : fill(addressHidden, { relay })];
}

export function Privacy() {
  const { privacy } = texts;
  const scheme = useScheme();
  return (
    <Page heading={privacy.heading}>
      <NearPeerPrivacy />
      <InsetText>
        <p>{privacy.promise}</p>
      </InsetText>
      <Table
        caption={privacy.table.caption}
        head={privacy.table.head}
        rows={[...privacy.table.rows, addressRow(scheme)]}
      />
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
