// The screens of a visit: a stack in memory. The address bar does not change, and the history holds the
// same two entries for everybody, so the browser's Back goes one screen back while there is one and shows
// nothing of a visit that is over.

import { Shared } from './shared.ts';

const stacks = new Shared<Record<string, unknown[]>>({});

export interface Screens<S> {
  screen: S;
  depth: number;
  go: (screen: S) => void; // one further
  back: () => void; // one back, if there is one
  startAgain: (screen: S) => void; // forget the way here
}

// area: the path without its slash.
export function useScreens<S>(area: 'open' | 'desk' | 'director', first: S): Screens<S> {
  stacks.use();
  // What stands now, not when this was drawn: answers arrive later.
  const stack = (): S[] => (stacks.now[area] ?? [first]) as S[];
  const set = (next: S[]): void => put(area, next);
  return {
    screen: stack().at(-1) ?? first,
    depth: stack().length,
    go: (screen) => {
      guard();
      set([...stack(), screen]);
    },
    back: () => {
      if (stack().length > 1) set(stack().slice(0, -1));
    },
    startAgain: (screen) => set([screen]),
  };
}

// What every area showed is forgotten, for instance when a visit begins or stops.
export function forgetScreens(): void {
  stacks.set({});
}

function put(area: string, stack: unknown[]): void {
  stacks.set({ ...stacks.now, [area]: stack });
}

// One entry more with the same address, so that Back can be answered here.
const kGuard = 'screen';

function guard(): void {
  if (history.state !== kGuard) history.pushState(kGuard, '', location.pathname);
}

export function startScreens(): void {
  // After a reload an entry of before is nothing to go back from.
  if (history.state === kGuard) history.replaceState(null, '', location.pathname);
  window.addEventListener('popstate', () => {
    const area = location.pathname.slice(1);
    const stack = stacks.now[area];
    if (history.state === kGuard || stack === undefined || stack.length < 2) return;
    if (stack.length > 2) guard();
    put(area, stack.slice(0, -1));
  });
}
