// One engagement, from a colleague's side.

import { Button, LinkButton, List, type Row, SummaryList } from '../components/index.ts';
import type { GivenEngagement } from '../personal/engagement.ts';
import { SafetyWords } from '../personal/safety_words.tsx';
import { ScreenPage } from '../personal/shell.tsx';
import { AgreedMeeting } from '../personal/agreed.tsx';
import { isolated, numberText, slotText, whenText } from '../personal/times.ts';
import { fill, texts } from '../texts/texts.ts';
import { Ended } from './ended.tsx';
import { contactText, stateText, supporterName } from './said.ts';
import { stateOf } from './state.ts';

function rows({ engagement, everybody }: GivenEngagement): Row[] {
  const t = texts.colleague.support;
  const out: Row[] = [
    { key: t.contact, value: contactText(engagement) },
    { key: t.meetings, value: fill(t.meetingsValue, { held: numberText(engagement.held) }) },
  ];
  const chosen = engagement.chosen === null ? undefined : engagement.slots[engagement.chosen - 1];
  if (stateOf(engagement) === 'chosen' && chosen !== undefined) {
    out.push({ key: t.chosen, value: slotText(chosen, everybody.timeZone) });
  }
  if (stateOf(engagement) !== 'agreed') return out;
  const { agreedSlot } = engagement;
  const when = agreedSlot === null ? t.unknownTime : whenText(agreedSlot.start, everybody.timeZone);
  out.push({ key: t.when, value: when });
  out.push({ key: t.where, value: agreedSlot?.place ? isolated(agreedSlot.place) : t.notNamed });
  return out;
}

export function Support(given: GivenEngagement) {
  const { nav, everybody, engagement } = given;
  const t = texts.colleague.support;
  const state = stateOf(engagement);
  if (state === 'ended') return <Ended {...given} />;
  const go = (name: 'times' | 'held' | 'end') => () => nav.go({ name, engagement: engagement.id });
  const name = supporterName(everybody, engagement.supporter);
  return (
    <ScreenPage heading={fill(t.heading, { name })} back={nav.back}>
      <p>{stateText(engagement, everybody)}</p>
      {state === 'offered' && (
        <>
          <List of={engagement.slots.map((slot) => slotText(slot, everybody.timeZone))} />
          <Button onClick={go('times')}>{t.chooseTime}</Button>
        </>
      )}
      <SummaryList rows={rows(given)} />
      {state === 'agreed' && <AgreedMeeting of={engagement} onHeld={go('held')} />}
      <SafetyWords words={engagement.safetyWords} text={t.safetyText} />
      <List
        of={[
          <LinkButton onClick={() => nav.go({ name: 'choose' })}>{t.someoneElse}</LinkButton>,
          <LinkButton onClick={go('end')}>{t.end}</LinkButton>,
        ]}
      />
    </ScreenPage>
  );
}
