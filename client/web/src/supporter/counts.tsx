// A supporter's own counts, which nobody else sees.

import { SummaryList } from '../components/index.ts';
import type { Given } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';

export function Counts({ nav, visit }: Given) {
  const t = texts.supporter.counts;
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      <p>{t.text}</p>
      <SummaryList
        rows={(['enquiries', 'contacts', 'meetings'] as const).map((what) => ({
          key: t[what],
          value: String(visit.counts[what]),
        }))}
      />
      <p>{t.explained}</p>
    </ScreenPage>
  );
}
