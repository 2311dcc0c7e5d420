// What the page and the worker say to each other, and what the core shows of a visit. Secrets stay
// in the worker's WebAssembly memory: only words and codes cross, at the moment they are shown or
// typed. Times are seconds since 1970 UTC; ids are lower-case hex.

import type { DirectorQuestions } from './director_messages.ts';
import type { Peer, PeerIntent, PeerNews } from './peer_messages.ts';

export type Role = 'colleague' | 'supporter' | 'recipient';
export type Means = 'in-service' | 'phone' | 'personal-email' | 'work-email' | 'pager' | 'teams';

export interface Slot {
  start: number;
  place: string; // may be empty
}

// A line of the directory. fields: "name" first, then whatever the supporter published.
export interface Supporter {
  id: string;
  offered: boolean; // takes enquiries this week
  fields: [key: string, value: string][];
}

export interface Signpost {
  who: string;
  what: string;
  contact: string;
  lastChecked: string; // YYYY-MM-DD
}

// What every visitor may know, checked against the log before any of it is shown.
export interface Everybody {
  origin: string;
  title: string;
  relay: string | null; // as its address is written; null: the broker sees addresses
  timeZone: string;
  genesis: string;
  texts: Record<string, string>;
  signposts: Signpost[];
  means: Means[];
  visitingDays: boolean[]; // Monday first
  engagementWeeks: number;
  firstCommit: [min: number, max: number]; // seconds
  commitInterval: number; // seconds
  leadSignatures: number;
  directory: Supporter[];
  month: Month;
  concernSteps: ConcernSteps | null; // null: concerns are not offered
  concerns: Concerns | null; // null: nobody can seal or open one here
  figures: Figures;
  nearPeer: NearPeer | null; // null: not a near-peer scheme
}

// The rules of a near-peer scheme (docs/spec/policy.md, "Near-peer").
export interface NearPeer {
  director: number; // the place among the recipients of concerns
  directorKey: string | null; // hex: a desk is handed over to it. null: nobody is there
  grades: string[]; // juniors first
  cap: number; // doctors of one supporter
  objectionDays: number;
  introductionDays: number;
  feedbackWeeks: number;
  reminderWeeks: number;
  cycles: string[]; // YYYY-MM-DD
}

// The figures, as the log has them. There is no other way to a count.
export interface Figures {
  trustees: Trustee[]; // by place
  key: FiguresKey | null; // null: the trustees have made none yet
  calendarQuarters: boolean; // or shorter ones, in demonstrations
  quarters: Quarter[]; // that are over, since there is a key; oldest first
  years: Year[]; // of these, oldest first
}
export interface Trustee {
  place: number; // 0..6
  title: string; // "Medical director"
  words: string[]; // six, of the key that the leads signed
}
export interface FiguresKey {
  made: string; // YYYY-MM-DD
  open: number; // so many of its trustees open a sum, together with the service
  of: number;
  current: boolean; // they are the trustees still
}
export type Counts = [enquiries: number, contacts: number, meetings: number];
export interface Quarter {
  quarter: number;
  from: string; // YYYY-MM-DD
  until: string; // YYYY-MM-DD, its last day
  // waits: it may still be released, until the next quarter is over; never: it was not by then
  state: 'released' | 'never' | 'waits';
  figures: Counts | null; // multiples of 5 from 10; 0: fewer than 10
}
// The sum of the released quarters, "fewer than 10" counted as 5.
export interface Year {
  year: number; // quarter / 4
  released: number; // quarters
  about: Counts;
}

// What everybody may know of concerns.
export interface Concerns {
  quorum: number; // of the ticked recipients, to open one
  hours: number; // after which one that nobody opened is telephoned
  recipients: Recipient[];
}
export interface Recipient {
  place: number; // 0..7
  title: string; // "Clinical lead, first"
  words: string[]; // six, of the key that the leads signed
}

// A supporter's own, for as long as its opening can be recognised.
export interface SealedConcern {
  number: number; // of this locker
  sealed: number;
  recipients: number[]; // places
  opened: { place: number; acknowledged: boolean; outcome: ConcernOutcome | null }[];
  overdue: boolean; // nobody opened it within the scheme's hours
}
export type ConcernOutcome = 'no-action' | 'advice' | 'local-action' | 'referred-on';
export type OpeningReason = 'addressed' | 'asked-by-phone' | 'other-absent' | 'drill';

// A recipient's: sealed here until it is asked for, asked for, waiting for other recipients' shares, open.
export interface HeldConcern {
  number: number; // of this locker
  published: string; // YYYY-MM-DD
  phase: 'sealed' | 'asked' | 'shares' | 'open';
  shares: number; // that are there, of the quorum
  quorum: number;
  acknowledged: boolean;
  outcome: ConcernOutcome | null;
  recorded: boolean; // the log has both
  // Of an open one:
  drill: boolean;
  steps: string; // 32 hex digits: the beginning of the hash of the steps that were walked
  answers: { step: number; code: number }[];
  fields: { field: number; text: string }[];
}

// What a supporter seals: coded answers of a whole path, the texts by field, the places of the ticked.
export interface ConcernDraft {
  drill: boolean;
  steps: string; // 32 hex digits, as of HeldConcern
  answers: { step: number; code: number }[];
  fields: { field: number; text: string }[]; // none empty
  recipients: number[];
}

// What an auditor reads of a decision record, all of it borne out by the log: no text of the concern.
export interface Audited {
  envelope: string; // 64 hex digits
  drill: boolean;
  steps: string; // 32 hex digits, as of HeldConcern
  answers: { step: number; code: number }[];
  week: string; // YYYY-MM-DD, its first day: of sealing
  published: string; // YYYY-MM-DD, as the recipient says
  opened: string; // YYYY-MM-DD
  place: number;
  reason: OpeningReason; // as the recipient says
  acknowledged: string | null; // YYYY-MM-DD
  outcome: { what: ConcernOutcome; on: string } | null;
}
export type AuditRefusal =
  'not_a_record' | 'other_log' | 'not_this_concern' | 'not_logged' | 'other_notes';

// The guided steps of a concern (docs/spec/policy.md), which pages and paper walk. Steps are named by
// their number, from 0.
export interface ConcernSteps {
  version: string;
  hash: string;
  checked: string; // YYYY-MM-DD, or empty: by nobody yet
  telephones: Telephone[];
  steps: GuidedStep[];
}
export interface Telephone {
  who: string;
  number: string;
  lastChecked: string; // YYYY-MM-DD
}
export type StepKind =
  'choice' | 'ticks' | 'recipients' | 'texts' | 'interruption' | 'telephone' | 'check';
export interface GuidedStep {
  id: string;
  kind: StepKind;
  question: string;
  help: string; // paragraphs, one a line
  basis: string; // as help
  next: number | null; // of ticks, recipients and texts
  choices: { code: number; label: string; next: number | null; named: boolean }[];
  fields: { label: string; help: string; max: number; named: boolean }[]; // max: UTF-16 units
}

// What "what to do this month" is computed from; the same for everybody.
export interface Month {
  today: string; // YYYY-MM-DD
  textsReviewed: string; // YYYY-MM-DD, or empty
  rosterInForce: number; // supporters in force
  passKeys: { epoch: number; from: string; until: string; logged: boolean; needsLeads: boolean }[];
}

export type Phase = 'enquired' | 'accepted' | 'ended';
export type EndReason = 'none' | 'mine' | 'theirs' | 'cannot' | 'three_held' | 'time';

export interface Engagement {
  id: number;
  supporter: string; // id
  phase: Phase;
  end: EndReason;
  safetyWords: [string, string];
  means: Means;
  value: string; // empty once ended
  agreed: number; // meetings, 0..3
  held: number;
  offer: number; // number of the current offer, 0: none
  slots: Slot[]; // of the open offer
  chosen: number | null; // 1..3, of the open offer
  agreedSlot: Slot | null; // of meeting `agreed`, until it was held
  waitsForPass: boolean;
  noPassLeft: boolean;
}

// What the core noticed; texts are the page's.
export interface Notice {
  kind:
    | 'enquiry_shown'
    | 'engagement_changed'
    | 'cell_missing'
    | 'board_changed'
    | 'other_log'
    | 'locker_put_back'
    | 'own_listing_missing'
    | 'concern_not_opened'
    | 'concern_answered'
    | 'concern_found'
    | 'concern_changed'
    | 'no_room_for_concerns'
    | 'opening_not_logged'
    | 'intent_lost'
    | 'broker_restored'
    | 'peer_changed';
  engagement?: number;
  news?: PeerNews; // of peer_changed
  pair?: number; // of peer_changed; 0: none
  refusal?: IntentRefusal; // of intent_lost
}

export interface Visit {
  role: Role;
  lastOpened: number | null; // before this visit
  visits: number; // this one included
  engagements: Engagement[];
  notices: Notice[];
  packsLeft: number; // a colleague's
  counts: { enquiries: number; contacts: number; meetings: number };
  paused: boolean; // a supporter's, as the next four
  listed: boolean;
  signed: boolean; // by the leads, as published last: in force by next week
  ownId: string | null;
  sixWords: string[]; // of the own identity key; empty for a colleague
  ownListing: [key: string, value: string][]; // as published last; empty: never
  sealed: SealedConcern[]; // a supporter's
  held: HeldConcern[]; // a recipient's
  place: OwnPlace | null; // a recipient's, as proposed last; null: not yet
  peer: Peer | null; // of a near-peer scheme
  moved: Asked;
  extended: Asked;
}
// signed: it stands so in the log; director: and it is the programme director's of a near-peer scheme.
export interface OwnPlace {
  place: number;
  title: string;
  signed: boolean;
  director: boolean;
}
export type Asked = 'nothing' | 'pending' | 'done' | 'refused';

export type Intent =
  | { kind: 'enquire'; supporter: string; means: Means; value: string }
  | { kind: 'choose'; engagement: number; slot: number }
  | { kind: 'accept'; engagement: number }
  | { kind: 'cannot'; engagement: number }
  | { kind: 'offer'; engagement: number; slots: Slot[] }
  | { kind: 'held'; engagement: number }
  | { kind: 'end'; engagement: number }
  | { kind: 'block'; engagement: number }
  | { kind: 'pause'; paused: boolean }
  | { kind: 'publish'; fields: [key: string, value: string][] }
  | { kind: 'seal'; concern: ConcernDraft }
  | { kind: 'openConcern'; concern: number; reason: OpeningReason }
  | { kind: 'acknowledgeConcern'; concern: number }
  | { kind: 'sayOutcome'; concern: number; outcome: ConcernOutcome }
  | { kind: 'beRecipient'; place: number; title: string }
  | PeerIntent;

// client/core/engagement.h, in its order and its names
export type IntentRefusal =
  | 'no_such_engagement'
  | 'no_such_supporter'
  | 'not_offered'
  | 'no_pack_left'
  | 'too_many_engagements'
  | 'means_not_allowed'
  | 'value_invalid'
  | 'place_invalid'
  | 'too_many_slots'
  | 'not_accepted'
  | 'already_answered'
  | 'no_offer'
  | 'no_such_slot'
  | 'nothing_agreed'
  | 'fourth_meeting'
  | 'already_ended'
  | 'meeting_pending'
  | 'wrong_role'
  | 'wrong_state'
  | 'listing_invalid'
  | 'already_engaged'
  | 'concern_invalid'
  | 'no_such_recipient'
  | 'too_few_recipients'
  | 'concern_waits'
  | 'too_many_concerns'
  | 'no_such_concern'
  | 'concern_sealed'
  | 'already_said'
  | 'recipient_invalid'
  | 'no_pairs'
  | 'no_such_pair'
  | 'peer_invalid'
  | 'peer_not_there'
  | 'peer_left'
  | 'no_room'
  | 'no_pausing';

// client/core/failure.h
export type Failure =
  | 'no_answer'
  | 'not_sotto'
  | 'wrong_log'
  | 'log_invalid'
  | 'log_rolled_back'
  | 'log_forked'
  | 'not_cosigned'
  | 'cosigned_long_ago'
  | 'policy_mismatch'
  | 'not_the_relay'
  | 'no_pass_key'
  | 'draw_invalid'
  | 'directory_invalid'
  | 'board_invalid'
  | 'locker_unreadable'
  | 'refused'
  | 'stale_version'
  | 'gateway_key_changed'
  | 'not_founded' // pages without a scheme yet (docs/spec/web.md, "Before founding")
  | 'no_memory'; // the device has not the 128 MiB that the words need

// Why something did not happen. status: of 'refused', the broker's (docs/spec/capsules.md).
export interface Stopped {
  failure: Failure;
  status?: string;
}

export type CodeRefusal = 'not_a_link' | 'character' | 'length' | 'stray_bits' | 'wrong_log';
export interface WordsRefusal {
  reason: 'not_in_list' | 'too_few' | 'too_many';
  number: number;
}

// The kinds that client/core/proposals.cc knows; test/lead/kinds.test.js compares.
export type ProposalKind =
  | 'listing'
  | 'removal'
  | 'recipient'
  | 'recipient-removal'
  | 'concerns-key'
  | 'pass-key'
  | 'trustee'
  | ChangeKind;
export type ChangeKind = 'lead-key' | 'log-key' | 'policy' | 'build';

// Something that waits for the leads' signatures.
export interface Proposal {
  id: string; // 8 hex digits, of the bytes that are signed
  kind: ProposalKind;
  about: string; // as aboutOf (lead/proposals.tsx) reads it
  // of a listing; of a recipient or trustee "title"; of a change what it says
  fields: [key: string, value: string][];
  changes: PolicyDifference[]; // of a policy, when the broker has it
  signatures: number;
}

// A rule by its name in the scheme's file; an empty text: it is not there.
export interface PolicyDifference {
  name: string;
  before: string;
  after: string;
}

export interface GenesisDraft {
  origin: string;
  policy: string;
  logKey: string;
  receiptKey: string;
  gatewayKey: string;
  leads: [string, string];
}

// One question to the worker and its answer; `kind` of the question picks both.
export interface Questions extends DirectorQuestions {
  // Fetches and checks what everybody may see.
  everybody: { ask: object; answer: Everybody | Stopped };
  // A slip as typed, pasted or from a link's fragment.
  checkCode: { ask: { code: string }; answer: { ok: true } | { refusal: CodeRefusal } };
  checkWords: { ask: { words: string }; answer: { ok: true } | { refusal: WordsRefusal } };
  // Seven new words, which the worker keeps for `enrol` or `move`.
  freshWords: { ask: object; answer: { words: string[] } };
  // Opens a locker: with a code under the fresh words, or with one's words. A visit has begun when
  // this is answered with it; until then `progress` reports arrive.
  enrol: { ask: { code: string; role: Role }; answer: Visit | Stopped };
  open: { ask: { words: string }; answer: Visit | Stopped };
  // While a visit is open.
  do: { ask: { intent: Intent }; answer: Visit | { refusal: IntentRefusal } | Stopped };
  move: { ask: object; answer: Visit | Stopped }; // to the fresh words; ends as visit.moved
  extend: { ask: { code: string }; answer: Visit | { refusal: CodeRefusal } | Stopped };
  // Leaves as the core does, and forgets everything: what a closing page cannot do while a commit is
  // without an answer. Answered when it went or could not, and which, which the network alone decides.
  leave: { ask: object; answer: { answered: boolean } };
  // A supporter sends the listing that was published last to the leads, a recipient their place (a
  // request of its own).
  propose: { ask: object; answer: { ok: true } | Stopped };
  // Leads: a key file and its words open the desk. Sotto keeps neither.
  leadKey: { ask: object; answer: { file: Uint8Array; words: string[]; publicKey: string } };
  readDraft: { ask: { draft: Uint8Array }; answer: GenesisDraft | { refusal: 'not_a_draft' } };
  signDraft: {
    ask: { draft: Uint8Array; file: Uint8Array; words: string };
    answer: { lead: 0 | 1; signature: string } | { refusal: DeskRefusal };
  };
  openDesk: {
    ask: { file: Uint8Array; words: string };
    answer: { lead: 0 | 1; proposals: Proposal[] } | { refusal: DeskRefusal } | Stopped;
  };
  sign: {
    ask: { id: string; sixWords: string }; // sixWords: of a listing, recipient or trustee, else empty
    answer: DeskDone | { refusal: DeskRefusal } | Stopped;
  };
  // Takes a proposal off the list; whoever made it may make it again.
  drop: {
    ask: { id: string };
    answer: DeskDone | { refusal: DeskRefusal } | Stopped;
  };
  remove: {
    ask: { supporter: string };
    answer: DeskDone | { refusal: DeskRefusal } | Stopped;
  };
  removeRecipient: {
    ask: { place: number };
    answer: DeskDone | { refusal: DeskRefusal } | Stopped;
  };
  // What a trustee gave to a lead; then, after the six words, the first signature.
  readTrustee: {
    ask: { file: Uint8Array };
    answer: { place: number; title: string } | { refusal: DeskRefusal };
  };
  addTrustee: {
    ask: { sixWords: string };
    answer: DeskDone | { refusal: DeskRefusal } | Stopped;
  };
  // A trustee of the figures: the file for the leads and the six words to read out, under the fresh words.
  beTrustee: {
    ask: { place: number; title: string };
    answer: { file: Uint8Array; sixWords: string[] } | { refusal: TrusteeRefusal } | Stopped;
  };
  // Opens the quarter that is over, as far as these words can, and does whatever the ceremony asks of
  // them. A refusal only where there was neither.
  trustee: {
    ask: { words: string };
    answer: TrusteeDone | { refusal: TrusteeRefusal } | Stopped;
  };
  // After `trustee`: gives up the ceremony that is held, and does the first part of the next.
  beginAgain: {
    ask: object;
    answer: TrusteeVisit | { refusal: TrusteeRefusal } | Stopped;
  };
  // A recipient's, of an open concern: the decision record for an auditor, without a text.
  record: {
    ask: { concern: number };
    answer: { file: Uint8Array } | { refusal: IntentRefusal } | Stopped;
  };
  // An auditor's: what a decision record says, if the log bears it out.
  audit: { ask: { file: Uint8Array }; answer: Audited | { refusal: AuditRefusal } | Stopped };
  // Administrators: slips for the printer, hashes for `sotto-broker codes import`.
  slips: {
    ask: { count: number; site: string };
    answer:
      { slips: { typed: string; link: string }[]; hashes: string } | { refusal: 'site' | 'count' };
  };
}
// What a lead asked for is done. waits: what waits for the leads now; 'replaced': with it this lead's key
// stopped counting; null: that cannot be seen at the moment.
export interface DeskDone {
  waits: Proposal[] | 'replaced' | null;
}
export type DeskRefusal =
  | 'no_memory'
  | 'not_a_key_file'
  | 'wrong_words'
  | 'not_a_lead'
  | 'not_a_draft'
  | 'other_signature'
  | 'no_such_proposal'
  | 'not_sound'
  | 'six_words_differ'
  | 'not_listed'
  | 'not_a_trustee_file'
  | 'trustee_of_another';

export type TrusteeRefusal = 'not_a_trustee' | 'title';

// How a ceremony stands for one of its trustees, and what they have just done.
export interface TrusteeVisit {
  place: number;
  number: number; // of the ceremony; 0: there are too few trustees for one
  did: ('contributed' | 'certified')[];
  // spoilt: what somebody's part says does not hold, and nothing was signed; other-log: the trustees in the
  // log have changed since it was fetched
  turn: 'too-few-trustees' | 'wait' | 'done' | 'spoilt' | 'other-log';
  parts: { place: number; title: string; step: TrusteeStep }[];
  missing: number[]; // places that have not done what this trustee has
  culprit: number | null; // spoilt: the place, where one can be named
  reason: SpoiltReason | null; // spoilt
  // done: whether the words and the log give a share; later: the log was fetched before the key
  share: 'there' | 'missing' | 'later' | null;
}
// One visit of a trustee. quarter: null when there was none to open; ceremony: null for whoever has left,
// and may still open what was reported under their key.
export interface TrusteeDone {
  quarter: QuarterVisit | null;
  ceremony: TrusteeVisit | null;
}
// How a quarter that is over stands for one of its trustees, and what they have just done.
export interface QuarterVisit {
  quarter: number;
  from: string; // YYYY-MM-DD
  until: string; // YYYY-MM-DD, its last day
  did: 'nothing' | 'sent' | 'signed' | 'released';
  state: QuarterState;
  stopped: Stopped | null; // failed
  reports: number; // that were fetched
  reason: ReportReason | null; // false-report
  falseOf: string | null; // false-report, where it says whose it is: id
  notReported: string[]; // ids, once every report was checked
  spoilt: PlacedTitle[]; // whose parts do not hold, and were left out
  lacking: number; // wait
  missing: PlacedTitle[]; // wait: of whom so many more are needed
}
// client/core/quarter_visit.h, by its names
export type QuarterState =
  | 'no-share'
  | 'false-report'
  | 'other-reports'
  | 'over'
  | 'failed'
  | 'wait'
  | 'half-lost'
  | 'broker-wrong'
  | 'no-sum'
  | 'disagree'
  | 'released';
export type ReportReason = 'format' | 'quarter' | 'roster' | 'twice' | 'signature' | 'proof';
export interface PlacedTitle {
  place: number;
  title: string;
}
export type TrusteeStep = 'nothing' | 'contributed' | 'certified';
export type SpoiltReason = 'message' | 'proof' | 'sealed' | 'share' | 'views';

// Unasked, from the worker. The same for every visitor: none says whether anything was sent.
export type Report =
  | { kind: 'progress'; step: 'keys' | 'public' | 'locker' | 'boards' }
  | { kind: 'part'; part: number; of: number } // of the director's desk: begins its visit
  | { kind: 'visit'; visit: Visit } // something changed by itself, e.g. after a conflict
  // The leaving commit as it would go now: path and bytes, for the page to send on `pagehide`;
  // null when there is none to send.
  | { kind: 'leaving'; request: { path: string; body: Uint8Array } | null }
  | { kind: 'network'; reachable: boolean }
  | { kind: 'stopped'; stopped: Stopped };
