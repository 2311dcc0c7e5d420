import { visitingDays } from '../calendar.ts';
import { Button, Page } from '../components/index.ts';
import { fill, texts } from '../texts/texts.ts';
import { saveFile, Section, WithScheme } from './common.tsx';

// "Monday, Wednesday and Friday"
function inWords(days: readonly boolean[]): string {
  const names = texts.app.weekdays.filter((_, index) => days[index]);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : names.join(', ') + texts.app.and + last;
}

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
              <p>{fill(days.lead, { days: inWords(everybody.visitingDays) })}</p>
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
