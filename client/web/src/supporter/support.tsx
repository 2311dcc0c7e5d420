// One engagement, from a supporter's side.

import { Button, LinkButton, List, type Row, SummaryList } from '../components/index.ts';
import { contactText } from '../colleague/said.ts';
import { AgreedMeeting } from '../personal/agreed.tsx';
import type { GivenEngagement } from '../personal/engagement.ts';
import type { Screen } from '../personal/screen.ts';
import { SafetyWords } from '../personal/safety_words.tsx';
import { ScreenPage } from '../personal/shell.tsx';
import { isolated, numberText, slotText, whenText } from '../personal/times.ts';
import { fill, texts } from '../texts/texts.ts';
import { Answer } from './answer.tsx';
import { headingText, stateText } from './said.ts';
import { stateOf } from './state.ts';

function rows({ engagement, everybody }: GivenEngagement): Row[] {
  const t = texts.supporter.support;
  const zone = everybody.timeZone;
  const contact = engagement.means === 'in-service' ? t.inService : contactText(engagement);
  const out: Row[] = [
    { key: t.contact, value: contact },
    { key: t.meetings, value: fill(t.meetingsValue, { held: numberText(engagement.held) }) },
  ];
  if (engagement.slots.length > 0) {
    const slots = engagement.slots.map((slot, index) => {
      const when = slotText(slot, zone);
      return engagement.chosen === index + 1 ? fill(t.chosen, { when }) : when;
    });
    out.push({ key: t.offered, value: <List of={slots} /> });
  }
  if (stateOf(engagement) !== 'agreed') return out;
  const { agreedSlot } = engagement;
  const when = agreedSlot === null ? t.unknownTime : whenText(agreedSlot.start, zone);
  out.push({ key: t.when, value: when });
  out.push({ key: t.where, value: agreedSlot?.place ? isolated(agreedSlot.place) : t.notNamed });
  return out;
}

export function Support(given: GivenEngagement) {
  const { nav, engagement } = given;
  const t = texts.supporter.support;
  const state = stateOf(engagement);
  const go = (name: Extract<Screen, { engagement: number }>['name']) => () =>
    nav.go({ name, engagement: engagement.id });
  if (state === 'ended') {
    return (
      <ScreenPage heading={headingText(engagement)} back={nav.back}>
        <p>{stateText(engagement)}</p>
        <p>{engagement.held > 0 ? t.thanks : t.keepNothing}</p>
      </ScreenPage>
    );
  }
  return (
    <ScreenPage heading={headingText(engagement)} back={nav.back} safe>
      <p>{stateText(engagement)}</p>
      <SummaryList rows={rows(given)} />
      <SafetyWords words={engagement.safetyWords} text={t.safetyText} />
      {state === 'enquiry' && <Answer {...given} />}
      {state === 'offer' && <Button onClick={go('offer')}>{t.offer}</Button>}
      {(state === 'offered' || state === 'unconfirmed') && (
        <Button kind="secondary" onClick={go('offer')}>
          {t.offerOthers}
        </Button>
      )}
      {state === 'agreed' && <AgreedMeeting of={engagement} onHeld={go('held')} />}
      <List
        of={[
          // An enquiry is answered with "cannot" instead.
          ...(state === 'enquiry' ? [] : [<LinkButton onClick={go('end')}>{t.end}</LinkButton>]),
          <LinkButton onClick={go('block')}>{t.block}</LinkButton>,
        ]}
      />
    </ScreenPage>
  );
}
