// How a supporter is careful with what they hear.

import { List } from '../components/index.ts';
import type { Given } from '../personal/screen.ts';
import { Confidentiality, ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';

export function Careful({ nav, everybody }: Given) {
  const t = texts.supporter.careful;
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      <List of={t.items} />
      <Confidentiality everybody={everybody} />
    </ScreenPage>
  );
}
