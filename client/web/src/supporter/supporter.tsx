// The screens of a supporter's visit.

import { engagementOf, type GivenEngagement } from '../personal/engagement.ts';
import { Held } from '../personal/held.tsx';
import type { Given } from '../personal/screen.ts';
import { texts } from '../texts/texts.ts';
import { ConcernScreen } from '../concern/concern.tsx';
import { Block } from './block.tsx';
import { Careful } from './careful.tsx';
import { CheckListing } from './check_listing.tsx';
import { Counts } from './counts.tsx';
import { OwnEntry } from './own_entry.tsx';
import { EndIt } from './end.tsx';
import { Home } from './home.tsx';
import { Listing } from './listing.tsx';
import { Offer } from './offer.tsx';
import { Pause } from './pause.tsx';
import { SixWords } from './six_words.tsx';
import { stateOf } from './state.ts';
import { Support } from './support.tsx';
import { OwnDays } from './own_days.tsx';

export function SupporterScreen(given: Given) {
  const { screen } = given.nav;
  switch (screen.name) {
    case 'listing':
      return <Listing {...given} />;
    case 'checkListing':
      return <CheckListing {...given} fields={screen.fields} />;
    case 'sixWords':
      return <SixWords {...given} handed={screen.handed ?? false} stopped={screen.stopped} />;
    case 'directory':
      return <OwnEntry {...given} />;
    case 'days':
      return <OwnDays {...given} />;
    case 'careful':
      return <Careful {...given} />;
    case 'concern':
    case 'concernStep':
    case 'concernSealed':
      return <OfConcern {...given} />;
    case 'counts':
      return <Counts {...given} />;
    case 'pause':
      return <Pause {...given} />;
    default: {
      const engagement = engagementOf(given);
      if (engagement === undefined) return <Home {...given} />;
      return <OfEngagement {...given} engagement={engagement} />;
    }
  }
}

function OfConcern(given: Given) {
  const { concernSteps, concerns } = given.everybody;
  if (concernSteps === null || concerns === null) return <Home {...given} />;
  return <ConcernScreen {...given} of={concernSteps} concerns={concerns} />;
}

// What can be done at this point; something may have changed since the screen was drawn.
function OfEngagement(given: GivenEngagement) {
  const state = stateOf(given.engagement);
  const canOffer = state === 'offer' || state === 'offered' || state === 'unconfirmed';
  switch (given.nav.screen.name) {
    case 'offer':
      return canOffer ? <Offer {...given} /> : <Support {...given} />;
    case 'held':
      return state === 'agreed' ? (
        <Held {...given} said={texts.supporter.held} />
      ) : (
        <Support {...given} />
      );
    case 'end':
      return state === 'ended' ? <Support {...given} /> : <EndIt {...given} />;
    case 'block':
      return state === 'ended' ? <Support {...given} /> : <Block {...given} />;
    default:
      return <Support {...given} />;
  }
}
