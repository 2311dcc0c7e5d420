// The list that everybody sees, here to choose from.

import { Directory } from '../components/index.ts';
import type { Given } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';

export function Choose({ nav, everybody, visit }: Given) {
  const t = texts.colleague.choose;
  // Whoever is asked already has a page of their own, and could only be refused a second time.
  const choose = (id: string): void => {
    const asked = visit.engagements.find((of) => of.supporter === id && of.phase !== 'ended');
    nav.go(
      asked === undefined
        ? { name: 'notice', supporter: id }
        : { name: 'engagement', engagement: asked.id },
    );
  };
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      <p>{t.text}</p>
      <p>{texts.supporters.stays}</p>
      <Directory directory={everybody.directory} onChoose={({ id }) => choose(id)} />
    </ScreenPage>
  );
}
