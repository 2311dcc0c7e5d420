// What may wait for the leads, by the core that gives it and by the pages that show it.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { en } from '../../src/texts/en.ts';

it('every kind that the core gives is one that the pages know', () => {
  const core = new URL('../../../core/proposals.cc', import.meta.url);
  const given = [...readFileSync(core, 'utf8').matchAll(/\.kind = "([a-z-]+)"/g)];
  expect(given.length).toBeGreaterThan(5);
  expect([...new Set(given.map(([, kind]) => kind))].sort()).toEqual(
    Object.keys(en.lead.waiting.kinds).sort(),
  );
});
