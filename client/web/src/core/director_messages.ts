// What page and worker say to each other of a near-peer scheme: the director's desk, which is opened on the
// director's own machine and given back as a file, and statements, which everybody can check.

import type { CodeRefusal, Stopped } from './messages.ts';

export interface DirectorsDesk {
  origin: string;
  title: string;
  key: string; // hex: signs statements
  today: string; // dates are YYYY-MM-DD
  cycle: string;
  cycles: string[];
  grades: string[]; // juniors first
  cap: number;
  objectionDays: number;
  introductionDays: number;
  supporters: RosterRow[];
  doctors: DoctorRow[];
  without: number[]; // doctors in the scheme without a supporter
  notes: RelationshipNote[];
  parts: number; // of the desk that have a locker
  partsOf: number;
}
// What somebody wrote about a pair of theirs. 0: who it is is not known any more.
export interface RelationshipNote {
  from: number;
  about: number;
  day: string;
  text: string;
}
// What letters said. client/core/near_peer/desk_view.h
export type NewsKind =
  | 'applied'
  | 'applied-again'
  | 'applied-elsewhere'
  | 'came'
  | 'opted-out'
  | 'opted-in'
  | 'withdrew'
  | 'another-pairing'
  | 'about-relationship'
  | 'wished';
export interface DeskNews {
  what: NewsKind;
  number: number;
}
export interface Invitation {
  number: number;
  typed: string;
}
export type Eligibility =
  | 'eligible'
  | 'supervisor-not-told'
  | 'window-open'
  | 'objected'
  | 'support-not-confirmed'
  | 'not-attested'
  | 'withdrawn';
export interface DeskApplication {
  name: string;
  email: string;
  supervisor: 'educational' | 'appraiser' | 'medical-education';
  supervisorName: string;
  supervisorEmail: string;
  discussed: boolean; // with the educational supervisor
  matchedOn: string[];
  module: 'done' | 'planned' | 'not-yet';
}
export interface RosterRow extends DeskApplication {
  number: number;
  grade: string | null; // as attested last
  places: number;
  told: string | null; // the supervisor
  closes: string | null; // from when on consent is assumed
  confirmed: boolean; // somebody takes the educational supervisor's place
  state: Eligibility;
  doctors: number; // now
  claim: DeskApplication | null; // with their address, from another locker
  here: boolean; // uses the service
}
export type Standing = 'in' | 'opted-out' | 'withdrawn';
export type MatchOutcome = 'not-yet' | 'kept' | 'new' | 'nobody-senior' | 'no-place';
export interface DoctorRow {
  number: number;
  name: string;
  email: string;
  grade: string;
  standing: Standing;
  supporter: number | null;
  since: string | null;
  outcome: MatchOutcome;
  met: string[]; // wishes that the supporter has declared
  unmet: string[];
  later: string[]; // wishes since the pair was made: met or not is not told
  here: boolean;
}

// In the order of client/wasm/director/module.h.
export const directorActs = [
  'told',
  'objected',
  'supported',
  'leaves',
  'attest',
  'places',
  'opts-out',
  'opts-in',
  'change',
  'withdraws',
  'grade',
  'renew',
  'settled',
  'remove',
  'theirs',
  'not-theirs',
  'wishes',
] as const;
export interface DirectorAct {
  what: (typeof directorActs)[number];
  number: number;
  value?: number; // of places
  words?: string; // the grade of attest and grade; wishes, with semicolons
}
export type ActRefusal =
  | 'no_such_row'
  | 'withdrawn'
  | 'too_early'
  | 'not_a_grade'
  | 'not_senior'
  | 'too_many_places'
  | 'no_pair'
  | 'known'
  | 'full'
  | 'paired'
  | 'still_in'
  | 'notes'
  | 'claim'
  | 'no_claim'
  | 'not_wishes'
  | 'outgrown';
export interface BadRow {
  line: number;
  why: string; // the core's sentence: it never says what stands there
}
export type ListKind = 'doctors' | 'applications';
export type StatementRefusal =
  ActRefusal | 'from' | 'until' | 'backwards' | 'not_over' | 'not_here';

// A statement, and what the log says of it.
export interface Stated {
  finding: 'good' | 'not_signed' | 'not_a_log' | 'other_scheme' | 'not_the_director';
  origin: string;
  kind: number; // 1: was a supporter; 2: used self-development time for it
  name: string;
  hours: number; // 1..4: up to 5, 6 to 10, 11 to 20, more than 20
  from: string;
  until: string;
  issued: string;
}

export type TakeOverRefusal = 'not_handed' | 'not_yours' | 'not_empty';
export interface DeskVisited {
  news: DeskNews[];
  desk: DirectorsDesk;
  stopped: Stopped | null;
}

export interface DirectorQuestions {
  // In the visit of whoever is the director: an empty desk, sealed by the words of their locker.
  newDesk: {
    ask: object;
    answer: { file: Uint8Array<ArrayBuffer> } | { refusal: 'not_the_director' } | Stopped;
  };
  // A desk file and its seven words. It stays open until closeDirector, or until the page is left.
  openDirector: {
    ask: { file: Uint8Array; words: string };
    answer: DirectorsDesk | { refusal: 'not_a_desk' | 'wrong_words' | 'no_memory' } | Stopped;
  };
  closeDirector: { ask: object; answer: { ok: true } };
  // While a desk is open. All of the acts or none.
  directorDo: {
    ask: { acts: DirectorAct[] };
    answer: DirectorsDesk | { refusal: ActRefusal; number: number };
  };
  // All of the file or nothing.
  directorImport: {
    ask: { kind: ListKind; file: Uint8Array };
    answer: { imported: number; desk: DirectorsDesk } | { bad: BadRow[] };
  };
  directorAllocate: { ask: { seed: number }; answer: DirectorsDesk };
  // The desk as it is now, sealed; all pairs as CSV.
  directorFile: { ask: object; answer: { file: Uint8Array<ArrayBuffer> } };
  directorPairs: { ask: object; answer: { file: Uint8Array<ArrayBuffer> } };
  // Feedback about the scheme: puts texts in, one on a line; or takes a batch out, of five or more, or none.
  directorGather: { ask: { texts: string }; answer: { ok: true } | { refusal: 'feedback' } };
  directorFeedback: { ask: object; answer: { texts: string[] } };
  directorStatement: {
    ask: {
      supporter: number;
      kind: 1 | 2;
      hours: number;
      from: string;
      until: string;
      send: boolean;
    };
    answer: { text: string } | { refusal: StatementRefusal };
  };
  // Of everybody who has not come.
  directorInvitations: { ask: object; answer: { invitations: Invitation[] } };
  // The desk for the director after this one, whose key the log has; and what the one before gave.
  directorHandOver: {
    ask: { key: string };
    answer: { file: Uint8Array<ArrayBuffer>; code: string } | { refusal: 'still_you' };
  };
  directorTakeOver: {
    ask: { file: Uint8Array; code: string };
    answer: DirectorsDesk | { refusal: CodeRefusal | TakeOverRefusal };
  };
  // All parts visit, one after the other, whatever waits. stopped: why it ended early.
  directorVisit: {
    ask: object;
    answer: DeskVisited | { refusal: 'visit_open' };
  };
  // The desk's next part gets a locker by a slip.
  directorEnrol: {
    ask: { code: string };
    answer: DirectorsDesk | { refusal: CodeRefusal | 'all_parts' | 'visit_open' } | Stopped;
  };
  // Anybody's: whether a statement holds, from the log as it was fetched.
  checkStatement: {
    ask: { text: string };
    answer: Stated | { refusal: 'not_a_statement' } | Stopped;
  };
}
