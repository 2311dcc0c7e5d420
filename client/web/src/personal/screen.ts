// The screens under /open, which have no addresses.

import type { Everybody, Means, Role, Stopped, Visit } from '../core/messages.ts';
import type { PeerScreen } from '../peer/screen.ts';
import type { Screens } from '../screens.ts';

// Why seven fresh words are shown: for a locker that is made, or for one that moves.
export type FreshFor = { role: Role; code: string } | 'move';

export type Screen =
  // before a visit
  | { name: 'words'; error?: string; typed?: string } // typed: to be looked at once more
  | { name: 'first' }
  | { name: 'role' }
  | { name: 'code'; error?: string }
  | { name: 'opening' }
  | { name: 'problem'; stopped: Stopped; again?: () => void; keepsWords?: true }
  // before and during
  | { name: 'fresh'; words: string[]; of: FreshFor }
  | { name: 'askBack'; words: string[]; of: FreshFor }
  // everybody's
  | { name: 'home' }
  | { name: 'newWords' }
  | { name: 'moved' }
  | { name: 'extend' }
  | { name: 'extended' }
  | { name: 'engagement'; engagement: number }
  | { name: 'held'; engagement: number }
  | { name: 'end'; engagement: number }
  // a colleague's
  | { name: 'choose' }
  | { name: 'notice'; supporter: string }
  | { name: 'means'; supporter: string }
  | { name: 'check'; supporter: string; means: Means; value: string }
  | { name: 'done'; supporter: string }
  | { name: 'times'; engagement: number }
  // a supporter's
  | { name: 'listing' }
  | { name: 'checkListing'; fields: [key: string, value: string][] }
  | { name: 'sixWords'; stopped?: Stopped; handed?: boolean }
  | { name: 'directory' }
  | { name: 'days' }
  | { name: 'careful' }
  | { name: 'concern' }
  | { name: 'concernStep'; step: number }
  | { name: 'concernSealed'; recipients: number[] }
  // a recipient's
  | { name: 'heldConcern'; concern: number }
  | { name: 'place' }
  | { name: 'placeWords'; stopped?: Stopped; handed?: boolean }
  | { name: 'counts' }
  | { name: 'pause' }
  | { name: 'offer'; engagement: number }
  | { name: 'block'; engagement: number }
  // of a near-peer scheme
  | PeerScreen;

export type Nav = Screens<Screen>;

// What every screen of a visit is given.
export interface Given {
  nav: Nav;
  everybody: Everybody;
  visit: Visit;
}
