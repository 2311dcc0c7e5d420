// Paths of pages. They say what everybody may read and nothing about a person: the screens of a visit
// stay under /open, the leads' under /desk, and live in memory (screens.ts).

import { useLayoutEffect, useState } from 'preact/hooks';

// One a line, in this form: build.mjs reads them for the manifest, which holds at most 32.
export const paths = [
  '/',
  '/accessibility',
  '/capabilities',
  '/concern',
  '/days',
  '/desk',
  '/director',
  '/facilitators',
  '/help',
  '/how',
  '/month',
  '/open',
  '/poster',
  '/practice',
  '/privacy',
  '/safety',
  '/statement',
  '/supporters',
  '/totals',
  '/who',
] as const;
export type Path = (typeof paths)[number];

export function pathOf(pathname: string): Path | null {
  return paths.find((path) => path === pathname) ?? null;
}

// What stood behind # when the page was loaded: a slip's code. It is taken out of the address bar at
// once, and handed out once.
let fragment = '';

export function takeFragment(): string {
  const taken = fragment;
  fragment = '';
  return taken;
}

export function startRouter(): void {
  removeFragment();
  // Somebody follows the link of another slip in the same window.
  window.addEventListener('hashchange', removeFragment);
}

function removeFragment(): void {
  if (location.pathname === '/open' && location.hash.length > 1) fragment = location.hash.slice(1);
  if (location.hash !== '' || location.search !== '') {
    history.replaceState(history.state, '', location.pathname);
  }
}

const listeners = new Set<() => void>();

export function goTo(path: Path): void {
  if (location.pathname !== path) history.pushState(null, '', path);
  for (const listener of listeners) listener();
}

// The page of now; null: there is no such page.
export function usePath(): Path | null {
  const [path, setPath] = useState(() => pathOf(location.pathname));
  useLayoutEffect(() => {
    const listener = (): void => setPath(pathOf(location.pathname));
    listeners.add(listener);
    window.addEventListener('popstate', listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener('popstate', listener);
    };
  }, []);
  return path;
}
