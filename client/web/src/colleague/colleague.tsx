// The screens of a colleague's visit.

import { engagementOf, type GivenEngagement } from '../personal/engagement.ts';
import { Held } from '../personal/held.tsx';
import type { Given } from '../personal/screen.ts';
import { texts } from '../texts/texts.ts';
import { Check } from './check.tsx';
import { Choose } from './choose.tsx';
import { ContactMeans } from './contact_means.tsx';
import { Done } from './done.tsx';
import { EndIt } from './end.tsx';
import { Home } from './home.tsx';
import { LimitsNotice } from './notice.tsx';
import { stateOf } from './state.ts';
import { Support } from './support.tsx';
import { Times } from './times.tsx';

export function ColleagueScreen(given: Given) {
  const { screen } = given.nav;
  switch (screen.name) {
    case 'choose':
      return <Choose {...given} />;
    case 'notice':
      return <LimitsNotice {...given} supporter={screen.supporter} />;
    case 'means':
      return <ContactMeans {...given} supporter={screen.supporter} />;
    case 'check':
      return <Check {...given} answers={screen} />;
    case 'done':
      return <Done {...given} supporter={screen.supporter} />;
    default: {
      const engagement = engagementOf(given);
      if (engagement === undefined) return <Home {...given} />;
      return <OfEngagement {...given} engagement={engagement} />;
    }
  }
}

// What can be done at this point; something may have changed since the screen was drawn.
function OfEngagement(given: GivenEngagement) {
  const state = stateOf(given.engagement);
  switch (given.nav.screen.name) {
    case 'times':
      return state === 'offered' ? <Times {...given} /> : <Support {...given} />;
    case 'held':
      return state === 'agreed' ? (
        <Held {...given} said={texts.colleague.held} />
      ) : (
        <Support {...given} />
      );
    case 'end':
      return state === 'ended' ? <Support {...given} /> : <EndIt {...given} />;
    default:
      return <Support {...given} />;
  }
}
