// Pieces of the pages for everybody.

import type { ComponentChildren } from 'preact';
import {
  Button,
  CareCard,
  Link,
  List,
  Paragraphs,
  Progress,
  Telephone,
} from '../components/index.ts';
import type { Everybody } from '../core/messages.ts';
import { dateInWords, dayOf, daysBetween } from '../dates.ts';
import { isUnfounded, loadScheme, useScheme } from '../scheme.ts';
import { fill, texts } from '../texts/texts.ts';

// What stands in the scheme's public files, once they are there and were found to be true.
export function WithScheme({
  children,
}: {
  children: (everybody: Everybody) => ComponentChildren;
}) {
  const scheme = useScheme();
  if (scheme === 'waiting') return <Progress text={texts.scheme.waiting} />;
  if ('everybody' in scheme) return <>{children(scheme.everybody)}</>;
  if (isUnfounded(scheme)) return <NotFounded />;
  const reachable = scheme.stopped.failure !== 'no_answer';
  return (
    <div role="alert">
      <h2 class="nhsuk-heading-m">{reachable ? texts.scheme.distrusted : texts.scheme.notThere}</h2>
      <Paragraphs of={reachable ? texts.scheme.wrong : texts.scheme.noAnswer} />
      <Button kind="secondary" onClick={() => void loadScheme()}>
        {texts.scheme.tryAgain}
      </Button>
    </div>
  );
}

function NotFounded() {
  const t = texts.scheme.notFounded;
  return (
    <div role="alert">
      <h2 class="nhsuk-heading-m">{t.heading}</h2>
      <Paragraphs of={t.text} />
      <p>
        <Link to="/desk">{t.desk}</Link>
      </p>
    </div>
  );
}

export function isoInWords(iso: string): string {
  const day = dayOf(iso);
  return day === null ? iso : dateInWords(day, texts.app.locale);
}

// "Monday, Wednesday and Friday"
export function visitingDaysText(everybody: Everybody): string {
  const days = texts.app.weekdays.filter((_, index) => everybody.visitingDays[index]);
  const last = days.pop() ?? '';
  return days.length === 0 ? last : days.join(', ') + texts.app.and + last;
}

const kOldDays = 90;

export function Signposts({ everybody }: { everybody: Everybody }) {
  if (everybody.signposts.length === 0) return <p>{texts.help.noSignposts}</p>;
  return (
    <ul class="sotto-entries">
      {everybody.signposts.map(({ who, what, contact, lastChecked }) => (
        <li class="nhsuk-card" key={`${who} ${what}`}>
          <div class="nhsuk-card__content">
            <h3 class="nhsuk-card__heading nhsuk-heading-s">{who}</h3>
            <p>{what}</p>
            <p>
              <strong>
                <Telephone of={contact} />
              </strong>
            </p>
            <p class="nhsuk-body-s nhsuk-u-margin-bottom-0">
              {fill(texts.scheme.lastChecked, { date: isoInWords(lastChecked) })}
              {(daysBetween(lastChecked, everybody.month.today) ?? 0) > kOldDays && (
                <>
                  <br />
                  {texts.scheme.old}
                </>
              )}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

// The paragraphs of a text of the policy.
export const linesOf = (text: string): string[] =>
  text.split('\n').filter((line) => line.trim() !== '');

export interface Faq {
  key: string; // without "faq." and number: "who-can-use-it"
  title: string;
  paragraphs: string[];
}

// The policy's texts that begin with "faq.", in the order of their keys (docs/spec/web.md).
export function faqs(everybody: Everybody): Faq[] {
  return Object.entries(everybody.texts)
    .filter(([key]) => key.startsWith('faq.'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([whole, text]) => {
      const key = whole.slice('faq.'.length).replace(/^\d+-/, '');
      const words = key.replaceAll('-', ' ');
      return {
        key,
        title: words.charAt(0).toUpperCase() + words.slice(1),
        paragraphs: linesOf(text),
      };
    });
}

export function Reviewed({ everybody }: { everybody: Everybody }) {
  const date = everybody.month.textsReviewed;
  if (date === '') return null;
  return <p class="nhsuk-body-s">{fill(texts.scheme.reviewed, { date: isoInWords(date) })}</p>;
}

export function EmergencyCard() {
  return (
    <CareCard kind="emergency" heading={texts.emergency.heading}>
      <List of={texts.emergency.items} />
      <p>{texts.emergency.notWatched}</p>
    </CareCard>
  );
}

export function Section({ heading, children }: { heading: string; children: ComponentChildren }) {
  return (
    <section>
      <h2 class="nhsuk-heading-m">{heading}</h2>
      {children}
    </section>
  );
}

// Hands a file to the person; nothing is asked of the network.
export function saveFile(
  name: string,
  type: string,
  content: string | Uint8Array<ArrayBuffer>,
): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
