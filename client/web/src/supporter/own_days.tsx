// The days on which every supporter visits, for the calendar.

import { visitingDays } from '../calendar.ts';
import { Button, Paragraphs } from '../components/index.ts';
import type { Given } from '../personal/screen.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { saveFile, visitingDaysText } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';

export function OwnDays({ nav, everybody }: Given) {
  const t = texts.supporter.days;
  const { eventTitle, fileName } = texts.days;
  const file = visitingDays(everybody.visitingDays, everybody.month.today, eventTitle);
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      {file === null ? (
        <p>{t.none}</p>
      ) : (
        <>
          <Paragraphs
            of={t.text.map((text) => fill(text, { days: visitingDaysText(everybody) }))}
          />
          <p>{fill(t.about, { title: eventTitle })}</p>
          <Button onClick={() => saveFile(fileName, 'text/calendar', file)}>{t.button}</Button>
        </>
      )}
    </ScreenPage>
  );
}
