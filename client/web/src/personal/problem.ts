// Why something did not happen, as people read it: what happened, what is safe, what to do next. The
// records are complete, so a new reason without a sentence does not compile.

import type {
  Asked,
  CodeRefusal,
  EndReason,
  Failure,
  IntentRefusal,
  Notice,
  WordsRefusal,
} from '../core/messages.ts';
import { fill, texts } from '../texts/texts.ts';
import type { Ended } from '../visit.ts';

// docs/spec/capsules.md, without "ok".
export type Status =
  | 'malformed'
  | 'unknown_request'
  | 'wrong_day'
  | 'unknown_locker'
  | 'bad_signature'
  | 'stale_version'
  | 'too_many_visits'
  | 'too_many_commits'
  | 'unknown_code'
  | 'locker_exists'
  | 'wrong_role'
  | 'not_eligible'
  | 'wrong_epoch'
  | 'already_drawn'
  | 'not_listed'
  | 'bad_pass_request'
  | 'try_later'
  | 'unknown_lead'
  | 'unknown_proposal'
  | 'no_room'
  | 'bad_contact_key'
  | 'stale_proposal'
  | 'too_many_proposals';

export interface Problem {
  heading: string;
  what: string;
  safe: string;
  next: string;
}

const failures: Record<Failure, Problem> = texts.personal.failures;
const statuses: Record<Status, Pick<Problem, 'what' | 'next'>> = texts.personal.statuses;
const refusals: Record<IntentRefusal, string> = texts.personal.refusals;
const codeRefusals: Record<CodeRefusal, string> = texts.personal.codeRefusals;
const wordsRefusals: Record<WordsRefusal['reason'], string> = texts.personal.wordsRefusals;
const notices: Record<Notice['kind'], string> = texts.personal.notices;
const ends: Record<EndReason, string> = texts.personal.ends;
const moved: Record<Asked, string> = texts.personal.moved;
const extended: Record<Asked, string> = texts.personal.extended;

export function problemOf(ended: Ended): Problem {
  if (ended === 'page') return texts.personal.pageFailed;
  const { failure, status } = ended;
  const problem = failures[failure];
  if (failure !== 'refused' || status === undefined || !Object.hasOwn(statuses, status))
    return problem;
  return { ...problem, ...statuses[status as Status] };
}

export const refusalText = (refusal: IntentRefusal): string => refusals[refusal];
export const codeText = (refusal: CodeRefusal): string => codeRefusals[refusal];
export const endText = (reason: EndReason): string => ends[reason];
export const movedText = (asked: Asked): string => moved[asked];
export const extendedText = (asked: Asked): string => extended[asked];

export function wordsText({ reason, number }: WordsRefusal): string {
  return fill(wordsRefusals[reason], { number: String(number) });
}

export function noticeText({ kind, refusal, news }: Notice): string {
  const why = news === undefined ? refusal && refusals[refusal] : texts.peer.news[news];
  return fill(notices[kind], { why: why ?? '' });
}

// What a person has to know before anything else; the others are news, which the page shows anyway.
const alarms: ReadonlySet<Notice['kind']> = new Set([
  'cell_missing',
  'board_changed',
  'other_log',
  'locker_put_back',
  'own_listing_missing',
  'opening_not_logged',
  'no_room_for_concerns',
  'intent_lost',
  'broker_restored',
]);
export const isAlarm = ({ kind, news }: Notice): boolean =>
  alarms.has(kind) || news === 'not_senior';
