// What the screens under /open have in common.

import type { ComponentChildren } from 'preact';
import { Link, NotificationBanner, Page, Paragraphs, WarningCallout } from '../components/index.ts';
import type { Everybody, Visit } from '../core/messages.ts';
import { faqs, Section } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import { useVisit } from '../visit.ts';
import { isAlarm, noticeText } from './problem.ts';

// One banner at most: a page that cannot reach the service first, then one that has changed.
function Banner() {
  const { visit, reachable, changed } = useVisit();
  const { network, changed: newer } = texts.personal;
  if (visit === null || (reachable && !changed)) return null;
  const { heading, text } = reachable ? newer : network;
  return (
    <NotificationBanner heading={heading}>
      <p class="nhsuk-notification-banner__heading">{text}</p>
    </NotificationBanner>
  );
}

// safe: the page says what stays if the network goes, because something is typed or done here. Where the
// question is the heading, its field says it (`below`).
export function ScreenPage(props: {
  heading?: string;
  back?: (() => void) | undefined;
  safe?: boolean;
  children: ComponentChildren;
}) {
  return (
    <>
      <div role="status">
        <Banner />
      </div>
      <Page
        {...(props.heading === undefined ? {} : { heading: props.heading })}
        {...(props.back ? { back: { onClick: props.back } } : {})}
      >
        {props.safe && <p class="nhsuk-body-s">{texts.personal.safe}</p>}
        {props.children}
      </Page>
    </>
  );
}

export function Alarms({ visit }: { visit: Visit }) {
  const alarms = visit.notices.filter(isAlarm).map(noticeText);
  if (alarms.length === 0) return null;
  return (
    <WarningCallout heading={texts.personal.noticesHeading}>
      <Paragraphs of={[...new Set(alarms)]} />
      <HowToTell of={alarms} />
    </WarningCallout>
  );
}

// Where a text asks somebody to tell one of the leads: how, and what that says of them.
export function HowToTell({ of }: { of: readonly string[] }) {
  const t = texts.personal.tellLeads;
  if (!of.some((text) => text.includes(t.words))) return null;
  return (
    <>
      <p>{t.text}</p>
      <p>
        <Link to="/how">{texts.app.links.how}</Link>
      </p>
    </>
  );
}

// What the scheme says of confidentiality and its limits: the same words on both sides and on the pages
// for everybody.
export function Confidentiality({ everybody }: { everybody: Everybody }) {
  const { confidence, limits } = texts.start;
  const said = faqs(everybody);
  const of = (key: string, own: { heading: string; paragraphs: string[] }) => (
    <Section heading={own.heading}>
      <Paragraphs of={said.find((faq) => faq.key === key)?.paragraphs ?? own.paragraphs} />
    </Section>
  );
  return (
    <>
      {of('confidentiality', confidence)}
      {of('limits', limits)}
    </>
  );
}
