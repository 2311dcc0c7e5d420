// The screens of doctors and supporters of a near-peer scheme, beside those of every visit.

import type { Everybody, NearPeer, Visit } from '../core/messages.ts';
import type { Pair, Peer } from '../core/peer_messages.ts';
import type { Nav } from '../personal/screen.ts';
import type { texts } from '../texts/texts.ts';

// Questions, one a page; at their number the answers are checked. change: for the sake of one answer, and
// back to checking them.
interface Asking {
  at: number;
  change?: boolean;
}

export type Act = keyof typeof texts.peer.done.next;

export type PeerScreen =
  | { name: 'join' }
  | ({ name: 'apply' } & Asking)
  | { name: 'optOut' }
  | { name: 'optIn' }
  | { name: 'withdraw' }
  | { name: 'aboutScheme' }
  | { name: 'statement' }
  | { name: 'wishes' }
  | { name: 'peerDone'; act: Act }
  | { name: 'pair'; pair: number }
  | { name: 'introduce'; pair: number }
  | { name: 'remind'; pair: number }
  | { name: 'another'; pair: number }
  | { name: 'relationship'; pair: number }
  | { name: 'agreement'; pair: number }
  | { name: 'agreementSheet'; pair: number }
  | { name: 'emptyAgreement'; pair: number }
  | ({ name: 'agree'; pair: number } & Asking)
  | ({ name: 'pairFeedback'; pair: number } & Asking)
  | { name: 'feedbackReceived'; pair: number };

// What every screen of a near-peer scheme is given.
export interface GivenPeer {
  nav: Nav;
  everybody: Everybody;
  visit: Visit;
  rules: NearPeer;
  peer: Peer;
}
export interface GivenPair extends GivenPeer {
  pair: Pair;
}

export type Side = 'colleague' | 'supporter';
export const sideOf = ({ role }: Visit): Side => (role === 'supporter' ? 'supporter' : 'colleague');
