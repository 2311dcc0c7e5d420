// What the role shows for a supporter, self-development time, and where a statement comes from.

import { Link, Paragraphs, Table } from '../components/index.ts';
import { Section } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import { NearPeerPage } from './page.tsx';

export function Capabilities() {
  const t = texts.nearPeer.capabilities;
  return (
    <NearPeerPage heading={t.heading}>
      {() => (
        <>
          <Paragraphs of={t.about} />
          <Table caption={t.table.caption} head={t.table.head} rows={t.table.rows} />
          <Section heading={t.timeHeading}>
            <Paragraphs of={t.time} />
          </Section>
          <Section heading={t.statementHeading}>
            <p>{t.statement}</p>
            <p>
              <Link to="/statement">{t.check}</Link>
            </p>
          </Section>
        </>
      )}
    </NearPeerPage>
  );
}
