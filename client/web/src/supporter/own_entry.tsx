// A supporter's own line of the directory, as everybody reads it.

import { Entry } from '../components/index.ts';
import type { Given } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';
import { ownEntry, setUpOf } from './state.ts';

export function OwnEntry({ nav, everybody, visit }: Given) {
  const t = texts.supporter.directory;
  const said = everybody.nearPeer === null ? t : texts.peer.list;
  const own = ownEntry(visit, everybody);
  const signed = setUpOf(visit, everybody).waitsFor === 'week';
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      {own === undefined ? (
        <p>{signed ? t.signed : t.notThere}</p>
      ) : (
        <>
          <p>{t.there}</p>
          <div class="nhsuk-card">
            <div class="nhsuk-card__content">
              <Entry supporter={own} nobodyChooses={everybody.nearPeer !== null} />
            </div>
          </div>
          {signed && <p>{t.newer}</p>}
          <p>{own.offered ? said.offered : said.notOffered}</p>
        </>
      )}
    </ScreenPage>
  );
}
