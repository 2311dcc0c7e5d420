// What the screens about one engagement share on both sides.

import type { Engagement } from '../core/messages.ts';
import type { Given } from './screen.ts';

export interface GivenEngagement extends Given {
  engagement: Engagement;
}

// The one that the screen is about; undefined when it is about none, or that one is gone.
export function engagementOf({ nav, visit }: Given): Engagement | undefined {
  const { screen } = nav;
  if (!('engagement' in screen)) return undefined;
  return visit.engagements.find(({ id }) => id === screen.engagement);
}

// The meeting that is spoken of: the one agreed, or the next.
export const meetingOf = (of: Engagement): number =>
  of.agreed > of.held ? of.agreed : Math.min(of.held + 1, 3);
