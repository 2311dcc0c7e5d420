// What has worked for supporters, and where to turn: looked after by the director, not a forum.

import { List } from '../components/index.ts';
import { Section, Signposts } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import { NearPeerPage } from './page.tsx';

export function Practice() {
  const t = texts.nearPeer.practice;
  return (
    <NearPeerPage heading={t.heading}>
      {(everybody) => (
        <>
          <p>{t.about}</p>
          {[t.first, t.going, t.limits, t.reading].map(({ heading, items }) => (
            <Section heading={heading} key={heading}>
              <List of={items} />
            </Section>
          ))}
          <Section heading={t.elsewhere}>
            <Signposts everybody={everybody} />
          </Section>
        </>
      )}
    </NearPeerPage>
  );
}
