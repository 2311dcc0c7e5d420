// A supporter's own line of the directory, as everybody reads it.

import { Entry } from '../components/index.ts';
import type { Given } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';
import { ownEntry } from './state.ts';

export function OwnEntry({ nav, everybody, visit }: Given) {
  const t = texts.supporter.directory;
  const own = ownEntry(visit, everybody);
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      {own === undefined ? (
        <p>{t.notThere}</p>
      ) : (
        <>
          <p>{t.there}</p>
          <div class="nhsuk-card">
            <div class="nhsuk-card__content">
              <Entry supporter={own} />
            </div>
          </div>
          <p>{own.offered ? t.offered : t.notOffered}</p>
        </>
      )}
    </ScreenPage>
  );
}
