// What is to do this month, from what everybody may know. The same points for every visitor and on every
// day; the limits are those of `sotto-broker status`.

import type { Everybody, Month, Signpost } from '../core/messages.ts';
import { dayOf, daysBetween } from '../dates.ts';

const kSignpostDays = 90;
const kTextsDays = 365;
const kBackupDays = 7;
const kSmallRoster = 8;
const kNoticeDays = 14; // the broker logs a pass key by itself up to so many days before its epoch

// The answer of GET /health (docs/spec/web.md).
export type Health =
  | { answered: true; late: boolean; backup: string | null } // YYYY-MM-DD; null: there was never one
  | { answered: false };

export type PassKeyPoint = { epoch: number; from: string } & (
  | { state: 'logged' }
  | { state: 'sign' } // the leads have to
  | { state: 'waits'; until: string } // the broker adds it by itself before that day
);

export type Point =
  | { about: 'texts'; due: boolean; reviewed: string | null }
  | { about: 'signposts'; due: boolean; old: Signpost[] }
  | { about: 'passKeys'; due: boolean; keys: PassKeyPoint[] }
  | { about: 'roster'; due: boolean; count: number; enough: number }
  | { about: 'backup'; due: boolean; state: 'known'; last: string }
  | { about: 'backup'; due: true; state: 'none' | 'unknown' }
  | { about: 'publishing'; due: boolean; state: 'inTime' | 'late' | 'unknown' };

// Whatever has to be looked at every 90 days: the signposts, and the telephone numbers of the guided steps.
export function toCheck({
  signposts,
  concernSteps,
}: Pick<Everybody, 'signposts' | 'concernSteps'>): Signpost[] {
  const numbers = concernSteps?.telephones ?? [];
  return [
    ...signposts,
    ...numbers.map(({ who, number, lastChecked }) => ({
      who,
      what: number,
      contact: number,
      lastChecked,
    })),
  ];
}

export function monthPoints(month: Month, signposts: Signpost[], health: Health): Point[] {
  const old = (date: string, days: number): boolean => {
    const age = daysBetween(date, month.today);
    return age === null || age > days;
  };
  const oldSignposts = signposts.filter((signpost) => old(signpost.lastChecked, kSignpostDays));
  const keys = month.passKeys.map(passKeyPoint);
  return [
    {
      about: 'texts',
      due: old(month.textsReviewed, kTextsDays),
      reviewed: dayOf(month.textsReviewed) === null ? null : month.textsReviewed,
    },
    { about: 'signposts', due: oldSignposts.length > 0, old: oldSignposts },
    { about: 'passKeys', due: keys.some((key) => key.state === 'sign'), keys },
    {
      about: 'roster',
      due: month.rosterInForce < kSmallRoster,
      count: month.rosterInForce,
      enough: kSmallRoster,
    },
    backupPoint(health, old),
    publishingPoint(health),
  ];
}

function passKeyPoint(key: Month['passKeys'][number]): PassKeyPoint {
  const { epoch, from } = key;
  if (key.logged) return { epoch, from, state: 'logged' };
  if (key.needsLeads) return { epoch, from, state: 'sign' };
  return { epoch, from, state: 'waits', until: daysBefore(from, kNoticeDays) };
}

function daysBefore(date: string, days: number): string {
  const day = dayOf(date);
  if (day === null) return date;
  return new Date(Date.UTC(day.year, day.month - 1, day.day - days)).toISOString().slice(0, 10);
}

function backupPoint(health: Health, old: (date: string, days: number) => boolean): Point {
  if (!health.answered) return { about: 'backup', due: true, state: 'unknown' };
  if (health.backup === null) return { about: 'backup', due: true, state: 'none' };
  const { backup } = health;
  return { about: 'backup', due: old(backup, kBackupDays), state: 'known', last: backup };
}

function publishingPoint(health: Health): Point {
  if (!health.answered) return { about: 'publishing', due: true, state: 'unknown' };
  return { about: 'publishing', due: health.late, state: health.late ? 'late' : 'inTime' };
}

export function readHealth(body: string): Health {
  const [first, second = ''] = body.split('\n');
  const late = first === 'publishing is late';
  if (!late && first !== 'ok') return { answered: false };
  if (second === 'no backup yet') return { answered: true, late, backup: null };
  const date = second.startsWith('last backup ') ? second.slice('last backup '.length) : '';
  return dayOf(date) === null ? { answered: false } : { answered: true, late, backup: date };
}

// No personal request: the same one for everybody who reads the page.
export async function fetchHealth(): Promise<Health> {
  try {
    const answer = await fetch('/health', { cache: 'no-store', credentials: 'omit' });
    return readHealth(await answer.text());
  } catch {
    return { answered: false };
  }
}
