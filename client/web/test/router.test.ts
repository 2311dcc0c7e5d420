import { beforeEach, describe, expect, it, vi } from 'vitest';
import { goTo, pathOf, paths, startRouter, takeFragment } from '../src/router.ts';

const place = { pathname: '/', hash: '', search: '' };
const entries: string[] = [];
const listeners: Record<string, () => void> = {};

beforeEach(() => {
  Object.assign(place, { pathname: '/', hash: '', search: '' });
  entries.length = 0;
  vi.stubGlobal('location', place);
  vi.stubGlobal('history', {
    state: null,
    pushState: (_state: unknown, _title: string, path: string) => {
      entries.push(`push ${path}`);
      place.pathname = path;
    },
    replaceState: (_state: unknown, _title: string, path: string) => {
      entries.push(`replace ${path}`);
      Object.assign(place, { pathname: path, hash: '', search: '' });
    },
  });
  vi.stubGlobal('window', {
    addEventListener: (name: string, listener: () => void) => {
      listeners[name] = listener;
    },
  });
  takeFragment();
});

describe('paths', () => {
  it('are few, and have one segment without a sign that could carry anything', () => {
    expect(paths.length).toBeLessThanOrEqual(32);
    for (const path of paths) expect(path).toMatch(/^\/[a-z]*$/);
    expect([...paths]).toEqual([...new Set(paths)]);
  });

  it('do not take what belongs to the broker', () => {
    const theirs = 'checkpoint log policy directory boards health gateway people leave left'.split(
      ' ',
    );
    for (const path of paths) expect(theirs).not.toContain(path.slice(1));
  });

  it('are known exactly or not at all', () => {
    expect(pathOf('/privacy')).toBe('/privacy');
    for (const no of ['', '/Privacy', '/privacy/', '/open/1', '/nothing'])
      expect(pathOf(no)).toBeNull();
  });

  it('are entered without anything behind them', () => {
    goTo('/help');
    expect(entries).toEqual(['push /help']);
    goTo('/help');
    expect(entries).toEqual(['push /help']);
  });
});

describe('the code behind #', () => {
  it('is taken out of the address bar at once, and handed out once', () => {
    Object.assign(place, { pathname: '/open', hash: '#ABCD-EFGH' });
    startRouter();
    expect(entries).toEqual(['replace /open']);
    expect(place.hash).toBe('');
    expect(takeFragment()).toBe('ABCD-EFGH');
    expect(takeFragment()).toBe('');
  });

  it('is taken too when it comes later', () => {
    startRouter();
    Object.assign(place, { pathname: '/open', hash: '#SECOND' });
    listeners['hashchange']?.();
    expect(place.hash).toBe('');
    expect(takeFragment()).toBe('SECOND');
  });

  it('is removed and forgotten on any other page, and so is a query', () => {
    Object.assign(place, { pathname: '/who', hash: '#ABCD', search: '?from=poster' });
    startRouter();
    expect(entries).toEqual(['replace /who']);
    expect(takeFragment()).toBe('');
  });
});
