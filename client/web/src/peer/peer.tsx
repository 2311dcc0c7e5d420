// The screens of a visit in a near-peer scheme: of a doctor's and of a supporter's.

import { Times } from '../colleague/times.tsx';
import { stateOf as doctorsState } from '../colleague/state.ts';
import { engagementOf } from '../personal/engagement.ts';
import { Held } from '../personal/held.tsx';
import { Sheet } from '../personal/sheet.tsx';
import type { Given } from '../personal/screen.ts';
import { Offer } from '../supporter/offer.tsx';
import { SupporterScreen } from '../supporter/supporter.tsx';
import { texts } from '../texts/texts.ts';
import { Another, Introduce, OptIn, OptOut, PeerDone, Remind, Withdraw } from './acts.tsx';
import { Agree } from './agree.tsx';
import { AgreementPage, AgreementSheet, EmptyAgreement } from './agreement.tsx';
import { Apply } from './apply.tsx';
import { FeedbackReceived, GiveFeedback } from './feedback.tsx';
import { PeerHome } from './home.tsx';
import { Join } from './join.tsx';
import { PairPage } from './pair.tsx';
import type { GivenPair, GivenPeer } from './screen.ts';
import { AboutScheme, Relationship } from './tell.tsx';
import { StateWishes } from './wishes.tsx';

export function PeerArea(given: GivenPeer) {
  const { screen } = given.nav;
  switch (screen.name) {
    case 'home':
      return <PeerHome {...given} />;
    case 'join':
      return <Join {...given} />;
    case 'apply':
      return <Apply {...given} at={screen.at} change={screen.change ?? false} />;
    case 'optOut':
      return <OptOut {...given} />;
    case 'optIn':
      return <OptIn {...given} />;
    case 'withdraw':
      return <Withdraw {...given} />;
    case 'aboutScheme':
      return <AboutScheme {...given} />;
    case 'wishes':
      return <StateWishes {...given} />;
    case 'statement':
      return <Statement {...given} />;
    case 'peerDone':
      return <PeerDone {...given} act={screen.act} />;
    case 'offer':
    case 'times':
    case 'held':
      return <Meeting {...given} />;
    default: {
      if (!('pair' in screen)) return <Elsewhere {...given} />;
      const pair = given.peer.pairs.find(({ number }) => number === screen.pair);
      return pair === undefined ? <PeerHome {...given} /> : <OfPair {...given} pair={pair} />;
    }
  }
}

// What a supporter of any scheme does: the listing, a concern, visiting days.
function Elsewhere(given: GivenPeer) {
  return given.visit.role === 'supporter' && given.nav.screen.name !== 'engagement' ? (
    <SupporterScreen {...given} />
  ) : (
    <PeerHome {...given} />
  );
}

// What can be done at this point; something may have changed since the screen was drawn.
function OfPair(given: GivenPair) {
  const { screen } = given.nav;
  const { agreement, feedback } = given.pair;
  switch (screen.name) {
    case 'introduce':
      return <Introduce {...given} />;
    case 'remind':
      return given.pair.mayRemind ? <Remind {...given} /> : <PairPage {...given} />;
    case 'another':
      return <Another {...given} />;
    case 'relationship':
      return <Relationship {...given} />;
    case 'agree':
      return <Agree {...given} at={screen.at} change={screen.change ?? false} />;
    case 'agreement':
      return agreement ? <AgreementPage {...given} of={agreement} /> : <PairPage {...given} />;
    case 'agreementSheet':
      return agreement ? <AgreementSheet {...given} of={agreement} /> : <PairPage {...given} />;
    case 'emptyAgreement':
      return <EmptyAgreement {...given} />;
    case 'pairFeedback':
      return feedback === null ? (
        <GiveFeedback {...given} at={screen.at} change={screen.change ?? false} />
      ) : (
        <PairPage {...given} />
      );
    case 'feedbackReceived':
      return feedback ? <FeedbackReceived {...given} of={feedback} /> : <PairPage {...given} />;
    default:
      return <PairPage {...given} />;
  }
}

// A pair meets as often as it likes.
function Meeting(given: GivenPeer) {
  const { screen } = given.nav;
  const t = texts.peer.meetings;
  const engagement = engagementOf(given);
  if (engagement?.phase !== 'accepted') return <PeerHome {...given} />;
  const of: Given & { engagement: typeof engagement } = { ...given, engagement };
  if (screen.name === 'offer') return <Offer {...of} heading={t.offer} />;
  if (screen.name === 'held' && engagement.agreed > engagement.held) {
    const { button } = texts.supporter.held;
    return <Held {...of} said={{ heading: t.held, text: t.heldText, last: '', button }} />;
  }
  if (screen.name === 'times' && doctorsState(engagement) === 'offered') {
    return <Times {...of} heading={t.times} />;
  }
  return <PeerHome {...given} />;
}

function Statement({ nav, peer }: GivenPeer) {
  const t = texts.peer.statement;
  return (
    <Sheet
      nav={nav}
      heading={t.heading}
      about={t.text}
      file={texts.nearPeer.director.statementFile}
      text={peer.statement}
      region={texts.nearPeer.director.statement.region}
    />
  );
}
