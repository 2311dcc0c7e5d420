// What a near-peer scheme's privacy page says beyond every scheme's: the director knows the pairs.

import { Paragraphs, Table } from '../components/index.ts';
import { Section } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import { useNearPeer } from './page.tsx';

export function NearPeerPrivacy() {
  const t = texts.nearPeer.privacy;
  if (useNearPeer() === null) return null;
  return (
    <Section heading={t.heading}>
      <Paragraphs of={t.paragraphs} />
      <Table caption={t.table.caption} head={t.table.head} rows={t.table.rows} />
    </Section>
  );
}
