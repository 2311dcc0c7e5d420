// What a visit shows of what the core no longer has.

import { describe, expect, it } from 'vitest';
import { withEnded } from '../src/visit.ts';
import { engagement, visitOf } from './personal/world.ts';

describe('what has ended', () => {
  const ended = { ...engagement, id: 1, phase: 'ended' as const, end: 'cannot' as const };
  const live = { ...engagement, id: 2, phase: 'accepted' as const };

  it('stays to be read when the core has erased it', () => {
    const before = visitOf({ engagements: [ended, live] });
    const after = visitOf({ engagements: [live], visits: 9 });
    expect(withEnded(before, after)).toEqual({ ...after, engagements: [ended, live] });
  });

  it('is not kept of anything else: what was blocked is gone', () => {
    const before = visitOf({ engagements: [live] });
    const after = visitOf({ engagements: [] });
    expect(withEnded(before, after)).toBe(after);
  });

  it('gives way to what the core has under its number', () => {
    const before = visitOf({ engagements: [ended] });
    const after = visitOf({ engagements: [{ ...live, id: 1 }] });
    expect(withEnded(before, after)).toBe(after);
    expect(withEnded(null, after)).toBe(after);
  });
});
