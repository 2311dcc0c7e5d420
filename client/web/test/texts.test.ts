import { describe, expect, it } from 'vitest';
import { fill, languages, pick } from '../src/texts/texts.ts';

const en = pick(['en']);

// Every text with the way to it.
function all(of: unknown, path = ''): [string, string][] {
  if (typeof of === 'string') return [[path, of]];
  if (typeof of === 'function' || of === null || typeof of !== 'object') return [];
  return Object.entries(of).flatMap(([key, value]) =>
    all(value, path === '' ? key : `${path}.${key}`),
  );
}

const english = all(en);

// What the words below may stand in all the same: people whom doctors care for, and the GMC's words.
const allowed = [/patients or other people/g, /patients or wider society/g, /patient safety/gi];
const banned =
  /\b(patients?|clients?|users?|cases?|tickets?|referrals?|referred|sessions?|sent|should|mentors?|BAME|countdown|unread|inbox)\b/i;

describe('the texts', () => {
  it('are there', () => {
    expect(english.length).toBeGreaterThan(100);
  });

  const offending = (bad: (text: string) => boolean): string[] =>
    english.filter(([, text]) => bad(text)).map(([path, text]) => `${path}: ${text}`);

  it('have none of the words that do not belong here', () => {
    const rest = (text: string): string =>
      allowed.reduce((now, phrase) => now.replace(phrase, ''), text);
    expect(offending((text) => banned.test(rest(text)))).toEqual([]);
  });

  it('name no time to come back but the visiting days, and no parcel that went', () => {
    const back = /\bcome back (in|after|at|on|tomorrow)\b/i;
    const went = /\b(has|have) (gone|arrived|been (delivered|received|read|seen))\b/i;
    const days = /visiting day/i;
    expect(offending((text) => (back.test(text) && !days.test(text)) || went.test(text))).toEqual(
      [],
    );
  });

  it('begin with the same neutral title, which says nothing of what this is', () => {
    expect(en.app.title).not.toMatch(/peer|listen|support group|confiden|locker|colleague/i);
  });

  it('say the sentence about parcels as the command line does', () => {
    expect(en.app.parcels).toBe(
      'While a locker is open, one sealed parcel goes now and then, and one when you leave.',
    );
  });

  it('have the same keys in every language, and fill in the same names', () => {
    const names = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const language of Object.values(languages)) {
      const other = new Map(all(language));
      for (const [path, text] of english) {
        if (/\.\d+$/.test(path)) continue; // lists may be longer or shorter
        expect(other.has(path), path).toBe(true);
        expect(other.get(path) === '', path).toBe(text === '');
        expect(names(other.get(path) ?? ''), path).toEqual(names(text));
      }
    }
  });
});

describe('a text', () => {
  it('has its names filled in, and keeps a name that nobody gave', () => {
    expect(fill('{a} and {b}', { a: '1' })).toBe('1 and {b}');
  });

  it('is in the first language of the browser that there is, else in English', () => {
    expect(pick(['xx-YY', 'en-GB'])).toBe(en);
    expect(pick([])).toBe(en);
  });
});
