// The list that everybody sees, here to choose from.

import { Directory } from '../components/index.ts';
import type { Given } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';

export function Choose({ nav, everybody }: Given) {
  const t = texts.colleague.choose;
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      <p>{t.text}</p>
      <p>{texts.supporters.stays}</p>
      <Directory
        directory={everybody.directory}
        onChoose={({ id }) => nav.go({ name: 'notice', supporter: id })}
      />
    </ScreenPage>
  );
}
