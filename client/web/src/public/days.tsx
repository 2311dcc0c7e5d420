import { visitingDays } from '../calendar.ts';
import { Button, Page } from '../components/index.ts';
import { fill, texts } from '../texts/texts.ts';
import { saveFile, Section, visitingDaysText, WithScheme } from './common.tsx';

export function Days() {
  const { days } = texts;
  return (
    <Page heading={days.heading}>
      <WithScheme>
        {(everybody) => {
          const file = visitingDays(everybody.visitingDays, everybody.month.today, days.eventTitle);
          if (file === null) return <p>{days.none}</p>;
          return (
            <>
              <p>{fill(days.lead, { days: visitingDaysText(everybody) })}</p>
              <p>{days.everybody}</p>
              <Section heading={days.calendar}>
                <p>{fill(days.calendarText, { title: days.eventTitle })}</p>
                <Button
                  kind="secondary"
                  onClick={() => saveFile(days.fileName, 'text/calendar', file)}
                >
                  {days.button}
                </Button>
              </Section>
            </>
          );
        }}
      </WithScheme>
    </Page>
  );
}
