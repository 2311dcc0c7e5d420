// The visit that is open, if one is: the same object for every screen. It lives in memory and outlasts a
// look at the pages for everybody; leaving, closing or reloading the page ends it.

import { useEffect, useState } from 'preact/hooks';
import { core } from './core/core.ts';
import type { Intent, IntentRefusal, Report, Stopped, Visit } from './core/messages.ts';
import { forgetScreens } from './screens.ts';

export type Step = Extract<Report, { kind: 'progress' }>['step'];

export interface VisitNow {
  visit: Visit | null;
  step: Step | null; // while a locker is being opened
  reachable: boolean; // the network, when it was last tried
  stopped: Stopped | null; // why the visit cannot go on
}

let now: VisitNow = { visit: null, step: null, reachable: true, stopped: null };
const listeners = new Set<() => void>();

function set(change: Partial<VisitNow>): void {
  now = { ...now, ...change };
  for (const listener of listeners) listener();
}

export function useVisit(): VisitNow {
  const [state, setState] = useState(now);
  useEffect(() => {
    const listener = (): void => setState(now);
    listener();
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return state;
}

// Opens a locker: `ask` is core.ask('open', …) or core.ask('enrol', …). Null: the visit has begun.
export async function begin(ask: () => Promise<Visit | Stopped>): Promise<Stopped | null> {
  set({ step: null, stopped: null });
  const answer = await ask();
  if ('failure' in answer) {
    set({ step: null });
    return answer;
  }
  forgetScreens();
  set({ visit: answer, step: null });
  return null;
}

// The same for what is asked during a visit. A refusal is the caller's to show; what stops the visit is
// shown by the app.
export async function during<R>(
  ask: () => Promise<Visit | { refusal: R } | Stopped>,
): Promise<{ done: true } | { refusal: R } | { stopped: Stopped }> {
  const answer = await ask();
  if ('refusal' in answer) return answer;
  if ('failure' in answer) return { stopped: answer };
  set({ visit: answer });
  return { done: true };
}

export function perform(
  intent: Intent,
): Promise<{ done: true } | { refusal: IntentRefusal } | { stopped: Stopped }> {
  return during(() => core.ask('do', { intent }));
}

export function startVisits(): void {
  core.onReport((report) => {
    switch (report.kind) {
      case 'progress':
        set({ step: report.step });
        break;
      case 'visit':
        set({ visit: report.visit });
        break;
      case 'network':
        set({ reachable: report.reachable });
        break;
      case 'stopped':
        set({ visit: null, stopped: report.stopped });
        forgetScreens();
        break;
      case 'leaving':
        break; // core.ts
    }
  });
}
