// A poster to print: the same for everybody, without a name.

import { Button, Paragraphs } from '../components/index.ts';
import { fill, texts } from '../texts/texts.ts';
import { NearPeerPage, useNearPeer } from './page.tsx';

export function Poster() {
  const t = texts.nearPeer.poster;
  const known = useNearPeer() !== null;
  return (
    <>
      <div class="sotto-not-printed">
        <NearPeerPage heading={t.heading}>
          {() => (
            <>
              <p>{t.about}</p>
              <Button onClick={() => window.print()}>{t.print}</Button>
            </>
          )}
        </NearPeerPage>
      </div>
      {known && (
        <section class="sotto-poster" aria-label={t.region}>
          <h2 class="nhsuk-heading-xl">{t.title}</h2>
          <Paragraphs of={t.lines} />
          <p>
            <strong>{fill(t.address, { site: location.origin })}</strong>
          </p>
        </section>
      )}
    </>
  );
}
