// What both sides can do with a meeting that is agreed.

import { hour } from '../calendar.ts';
import { Button } from '../components/index.ts';
import type { Engagement } from '../core/messages.ts';
import { saveFile } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';

export function AgreedMeeting({ of, onHeld }: { of: Engagement; onHeld: () => void }) {
  const t = texts.personal.calendar;
  const { agreedSlot } = of;
  return (
    <>
      <Button onClick={onHeld}>{t.held}</Button>
      {agreedSlot !== null && (
        <>
          <p>{t.about}</p>
          <Button
            kind="secondary"
            onClick={() => saveFile(t.file, 'text/calendar', hour(agreedSlot.start, t.meeting, ''))}
          >
            {t.button}
          </Button>
        </>
      )}
    </>
  );
}
