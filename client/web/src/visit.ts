// The visit that is open, if one is: the same object for every screen. It lives in memory and outlasts a
// look at the pages for everybody; leaving, closing or reloading the page ends it.

import { core } from './core/core.ts';
import type { Intent, IntentRefusal, Questions, Report, Stopped, Visit } from './core/messages.ts';
import { forgetDrafts } from './personal/drafts.ts';
import { forgetScreens } from './screens.ts';
import { Shared } from './shared.ts';

export type Step = Extract<Report, { kind: 'progress' }>['step'];

// 'page': the worker failed, for instance because there is too little memory.
export type Ended = Stopped | 'page';

// The way out, taken while the network did not answer: the last parcels go, or could not.
export type Leaving = 'goes' | 'unanswered';

export interface VisitNow {
  visit: Visit | null;
  step: Step | null; // while a locker is being opened
  reachable: boolean; // the network, when it was last tried
  stopped: Ended | null; // why the visit cannot go on
  leaving: Leaving | null;
  changed: boolean; // something else is shown than before, and not by what the person just did
}

const open = new Shared<VisitNow>({
  visit: null,
  step: null,
  reachable: true,
  stopped: null,
  leaving: null,
  changed: false,
});

function set(change: Partial<VisitNow>): void {
  open.set({ ...open.now, ...change });
}

export const useVisit = (): VisitNow => open.use();

// Asks the core. A failure of the worker ends the visit, and whoever asked hears no more.
export async function ask<K extends keyof Questions>(
  kind: K,
  question: Questions[K]['ask'],
): Promise<Questions[K]['answer']> {
  try {
    return await core.ask(kind, question);
  } catch {
    stop('page');
    return new Promise(() => undefined);
  }
}

// Opens a locker: `opening` is ask('open', …) or ask('enrol', …). Null: the visit has begun.
export async function begin(opening: () => Promise<Visit | Stopped>): Promise<Stopped | null> {
  set({ step: null, stopped: null, leaving: null, changed: false });
  const answer = await opening();
  if ('failure' in answer) {
    set({ step: null });
    return answer;
  }
  forgetScreens();
  forgetDrafts();
  set({ visit: answer, step: null, reachable: true });
  return null;
}

// A visit that cannot go on.
function stop(stopped: Ended): void {
  forgetScreens();
  forgetDrafts();
  const leaving = open.now.leaving === null ? null : 'unanswered';
  set({ visit: null, step: null, stopped, leaving, changed: false });
}

// "Leave this page". The request that a closing page sends is, while a commit is without an answer, that one
// again, and nothing can follow it: so the core leaves first, and what was done since goes too. Depends on
// the network alone. False: there is nothing to wait for, or somebody waits no longer.
export function leaveFirst(): boolean {
  const { visit, reachable, leaving } = open.now;
  if (visit === null || reachable || leaving !== null) return false;
  void leave();
  return true;
}

async function leave(): Promise<void> {
  set({ leaving: 'goes' });
  const { answered } = await ask('leave', {});
  if (answered) location.assign('/leave');
  else set({ visit: null, leaving: 'unanswered' });
}

// The person has read that something changed.
export function acknowledgeChange(): void {
  if (open.now.changed) set({ changed: false });
}

// The person has read why the visit stopped.
export function acknowledgeStop(): void {
  set({ stopped: null });
}

// Whether the pages of a visit show something else than what the person is waiting for: what a recipient
// asked for opens by itself, and its screen says so.
export function differ(a: Visit, b: Visit): boolean {
  const apart = (visit: Visit): Visit => ({
    ...visit,
    held: [],
    notices: visit.notices.filter(({ kind }) => kind !== 'concern_changed'),
  });
  return JSON.stringify(apart(a)) !== JSON.stringify(apart(b));
}

// What has ended stays on the page until the locker is left. The core erases it as soon as both sides know,
// which can be while it is read.
export function withEnded(before: Visit | null, after: Visit): Visit {
  const there = new Set(after.engagements.map(({ id }) => id));
  const gone = (before?.engagements ?? []).filter(
    ({ id, phase }) => phase === 'ended' && !there.has(id),
  );
  const engagements = [...gone, ...after.engagements].sort((a, b) => a.id - b.id);
  return gone.length === 0 ? after : { ...after, engagements };
}

// The same for what is asked during a visit. A refusal is the caller's to show; why a visit stopped is
// shown in the place of all its screens.
export async function during<R>(
  asking: () => Promise<Visit | { refusal: R } | Stopped>,
): Promise<{ done: true } | { refusal: R } | { stopped: Stopped }> {
  const answer = await asking();
  if ('refusal' in answer) return answer;
  if ('failure' in answer) {
    stop(answer);
    return { stopped: answer };
  }
  set({ visit: withEnded(open.now.visit, answer), changed: false });
  return { done: true };
}

export function perform(
  intent: Intent,
): Promise<{ done: true } | { refusal: IntentRefusal } | { stopped: Stopped }> {
  return during(() => ask('do', { intent }));
}

// The decision record of a recipient's concern.
export async function askFile(
  concern: number,
): Promise<{ file: Uint8Array<ArrayBuffer> } | { refusal: IntentRefusal } | { stopped: Stopped }> {
  const answer = await ask('record', { concern });
  if ('file' in answer) return { file: Uint8Array.from(answer.file) };
  if ('refusal' in answer) return answer;
  stop(answer);
  return { stopped: answer };
}

export function startVisits(): void {
  core.onReport((report) => {
    switch (report.kind) {
      case 'progress':
        set({ step: report.step });
        break;
      case 'visit': {
        const { now } = open;
        const visit = withEnded(now.visit, report.visit);
        const changed = now.changed || (now.visit !== null && differ(now.visit, visit));
        set({ visit, changed });
        break;
      }
      case 'network':
        set({ reachable: report.reachable });
        break;
      case 'stopped':
        stop(report.stopped);
        break;
      case 'leaving':
        break; // core.ts
      case 'part':
        break; // director/visits.tsx
    }
  });
}
