// The screens of a colleague's visit.

import type { Engagement } from '../core/messages.ts';
import type { Given } from '../personal/screen.ts';
import { Check } from './check.tsx';
import { Choose } from './choose.tsx';
import { ContactMeans } from './contact_means.tsx';
import { Done } from './done.tsx';
import { EndIt } from './end.tsx';
import { Held } from './held.tsx';
import { Home } from './home.tsx';
import { LimitsNotice } from './notice.tsx';
import { Support } from './support.tsx';
import { Times } from './times.tsx';

export interface GivenEngagement extends Given {
  engagement: Engagement;
}

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
    case 'engagement':
    case 'times':
    case 'held':
    case 'end': {
      const engagement = given.visit.engagements.find(({ id }) => id === screen.engagement);
      if (engagement === undefined) return <Home {...given} />;
      return <OfEngagement {...given} engagement={engagement} />;
    }
    default:
      return <Home {...given} />;
  }
}

function OfEngagement(given: GivenEngagement) {
  switch (given.nav.screen.name) {
    case 'times':
      return <Times {...given} />;
    case 'held':
      return <Held {...given} />;
    case 'end':
      return <EndIt {...given} />;
    default:
      return <Support {...given} />;
  }
}
