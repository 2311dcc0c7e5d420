// One pair, from either side: where it stands, and what can be done.

import {
  Button,
  LinkButton,
  List,
  Paragraphs,
  type Row,
  SummaryList,
} from '../components/index.ts';
import { stateOf as doctorsState } from '../colleague/state.ts';
import type { Engagement } from '../core/messages.ts';
import { AgreedMeeting } from '../personal/agreed.tsx';
import { SafetyWords } from '../personal/safety_words.tsx';
import { ScreenPage } from '../personal/shell.tsx';
import { isolated, slotText } from '../personal/times.ts';
import { stateOf as supportersState } from '../supporter/state.ts';
import { fill, texts } from '../texts/texts.ts';
import { stateOf as agreementState } from './agreement.tsx';
import { type GivenPair, type PeerScreen, sideOf } from './screen.ts';

const t = texts.peer.pair;

function rowsOf(given: GivenPair): Row[] {
  const { pair, everybody } = given;
  const engagement = engagementOf(given);
  const rows: Row[] = [{ key: t.rows.grade, value: pair.grade }];
  if (pair.email !== '') rows.push({ key: t.rows.email, value: <bdi>{pair.email}</bdi> });
  if (pair.met.length > 0) rows.push({ key: t.rows.met, value: pair.met.join(', ') });
  rows.push({ key: t.rows.agreement, value: t.agreement[agreementState(pair.agreement)] });
  const slot = engagement?.agreedSlot;
  if (slot) rows.push({ key: t.rows.meeting, value: slotText(slot, everybody.timeZone) });
  return rows;
}

const engagementOf = ({ visit, pair }: GivenPair): Engagement | undefined =>
  visit.engagements.find(({ id }) => id === pair.engagement);

const introducedIn = (given: GivenPair): boolean => engagementOf(given)?.phase === 'accepted';

// What somebody should read first about this pair: the most that one has to be told at a time.
export function sentencesOf(given: GivenPair): string[] {
  const { pair } = given;
  const introduced = introducedIn(given);
  const out: string[] = [];
  if (sideOf(given.visit) === 'colleague') {
    out.push(introduced ? t.first.colleagueDone : t.first.colleague);
    if (pair.feedbackDue) out.push(t.feedbackDue);
    return out;
  }
  if (pair.optedOut) out.push(t.optedOut);
  if (pair.cameBack) out.push(t.cameBack);
  if (introduced) out.push(t.first.supporterDone);
  else out.push(pair.introduce ? t.first.late : t.first.supporter);
  if (pair.feedback !== null) out.push(t.feedbackHere);
  return out;
}

function Meeting(given: GivenPair) {
  const { nav, everybody, visit } = given;
  const of = engagementOf(given);
  if (of?.phase !== 'accepted') return null;
  const go = (name: 'offer' | 'times' | 'held') => () => nav.go({ name, engagement: of.id });
  if (of.agreed > of.held) return <AgreedMeeting of={of} onHeld={go('held')} />;
  if (visit.role !== 'supporter') {
    const state = doctorsState(of);
    if (state === 'offered') {
      return (
        <>
          <p>{t.meet.waits}</p>
          <Button onClick={go('times')}>{t.meet.choose}</Button>
        </>
      );
    }
    const slot = of.chosen === null ? undefined : of.slots[of.chosen - 1];
    if (slot === undefined) return null;
    return <p>{fill(t.meet.chosen, { when: slotText(slot, everybody.timeZone) })}</p>;
  }
  const offered = supportersState(of) !== 'offer';
  return (
    <>
      {offered && <p>{t.meet.offered}</p>}
      <Button kind="secondary" onClick={go('offer')}>
        {offered ? t.meet.offerOthers : t.meet.offer}
      </Button>
      <p>{t.meet.own}</p>
    </>
  );
}

// A time to choose, or a meeting to say of that it was held, comes before anything else.
function meetingWaits(given: GivenPair): boolean {
  const of = engagementOf(given);
  if (of?.phase !== 'accepted') return false;
  const offered = given.visit.role !== 'supporter' && doctorsState(of) === 'offered';
  return of.agreed > of.held || offered;
}

// The one thing that is next; the others are links.
type Next = 'introduce' | 'agreement' | 'agree' | 'pairFeedback';
export function nextOf(given: GivenPair): { name: Next; text: string } | null {
  const { pair } = given;
  const introduced = introducedIn(given);
  if (sideOf(given.visit) === 'supporter' && !introduced) {
    return { name: 'introduce', text: t.buttons.introduce };
  }
  if (agreementState(pair.agreement) === 'theirs') {
    return { name: 'agreement', text: t.buttons.sign };
  }
  // Before that a doctor need do nothing.
  if (introduced && pair.agreement === null && pair.here) {
    return { name: 'agree', text: t.buttons.write };
  }
  if (pair.feedbackDue) return { name: 'pairFeedback', text: t.buttons.give };
  return null;
}

function linksOf(given: GivenPair): [PeerScreen['name'], string][] {
  const { pair } = given;
  const next = nextOf(given)?.name;
  const out: [PeerScreen['name'], string][] = [];
  if (sideOf(given.visit) === 'supporter') {
    out.push(['introduce', t.buttons.introduce]);
    if (pair.feedback !== null) out.push(['feedbackReceived', t.buttons.read]);
    if (pair.mayRemind && introducedIn(given)) out.push(['remind', t.buttons.remind]);
  } else if (pair.feedback === null && pair.here) {
    out.push(['pairFeedback', t.buttons.give]);
  }
  if (pair.agreement !== null) out.push(['agreement', t.buttons.see]);
  else if (pair.here) out.push(['agree', t.buttons.write]);
  out.push(['emptyAgreement', texts.peer.agreement.paper]);
  out.push(['another', t.buttons.another], ['relationship', t.buttons.relationship]);
  return out.filter(([name]) => name !== next);
}

export function PairPage(given: GivenPair) {
  const { nav, pair, visit } = given;
  const engagement = engagementOf(given);
  const next = nextOf(given);
  const go = (name: PeerScreen['name']): void =>
    nav.go({ name, pair: pair.number, at: 0 } as PeerScreen);
  return (
    <ScreenPage
      heading={fill(t.heading[sideOf(visit)], { name: isolated(pair.name) })}
      back={nav.back}
    >
      <Paragraphs of={sentencesOf(given)} />
      <SummaryList rows={rowsOf(given)} />
      <Meeting {...given} />
      {next && (
        <Button kind={meetingWaits(given) ? 'secondary' : 'primary'} onClick={() => go(next.name)}>
          {next.text}
        </Button>
      )}
      {engagement && <SafetyWords words={engagement.safetyWords} text={t.safety} />}
      <List
        of={linksOf(given).map(([name, text]) => (
          <LinkButton onClick={() => go(name)}>{text}</LinkButton>
        ))}
      />
    </ScreenPage>
  );
}
