// What a doctor or a supporter of a near-peer scheme is shown of it, and what they do
// (docs/spec/near-peer.md). Dates are YYYY-MM-DD.

import type { Means } from './messages.ts';

export interface Peer {
  name: string; // as the director has it; empty: not known
  grade: string;
  standing: 'in' | 'opted-out' | 'withdrawn';
  joined: boolean; // entered an invitation, or applied
  known: boolean; // the director has answered
  statement: string; // the last; empty: none
  pairs: Pair[]; // a doctor's: one at most
}

// With the other one of the two.
export interface Pair {
  number: number; // of this locker
  name: string;
  email: string; // of a supporter: empty
  grade: string;
  met: string[]; // of the doctor's wishes
  here: boolean; // has come to the service
  optedOut: boolean; // as a doctor let it be told
  cameBack: boolean;
  engagement: number | null; // once both have come; accepted: the supporter has introduced themself
  introduce: boolean; // a supporter's first words are late
  feedbackDue: boolean; // a doctor's
  mayRemind: boolean; // a supporter's
  agreement: PairAgreement | null;
  feedback: Feedback | null; // given, or received
}

export interface AgreementTerms {
  start: string;
  end: string;
  howOften: string;
  where: string;
  means: Means;
  value: string;
  gain: string;
  notes: string;
}
export interface PairAgreement extends AgreementTerms {
  number: number;
  whole: boolean; // signed by both
  mine: boolean; // signed by oneself
  over: boolean; // its estimated end has passed
  text: string; // what both sign, with the signatures or lines to sign on
}

export interface Feedback {
  answers: [number, number, number]; // each 1 (not at all) to 4 (very much)
  text: string; // may be empty
}

export type Supervisor = 'educational' | 'appraiser' | 'medical-education';
export type Module = 'done' | 'planned' | 'not-yet';
// The declaration goes with the supervisor: discussed with an educational one, any other is to be told.
export interface Application {
  name: string;
  email: string;
  supervisor: Supervisor;
  supervisorName: string;
  supervisorEmail: string;
  matchedOn: string[];
  module: Module;
}

// client/core/names.cc
export type PeerNews =
  | 'paired'
  | 'unpaired'
  | 'agreement'
  | 'feedback'
  | 'reminder'
  | 'in_again'
  | 'statement'
  | 'not_senior';

export type PeerIntent =
  | { kind: 'apply'; application: Application }
  | { kind: 'join'; invitation: string } // as typed, after checkCode
  | { kind: 'optOut'; tell: boolean }
  | { kind: 'optIn' }
  | { kind: 'anotherPairing'; pair: number }
  | { kind: 'withdraw' }
  | { kind: 'tellRelationship'; pair: number; text: string }
  | { kind: 'tellAboutScheme'; text: string }
  | { kind: 'proposeAgreement'; pair: number; terms: AgreementTerms }
  | { kind: 'signAgreement'; pair: number }
  | { kind: 'giveFeedback'; pair: number; feedback: Feedback }
  | { kind: 'remind'; pair: number }
  | { kind: 'stateWishes'; wishes: string[] }; // none: no preference
