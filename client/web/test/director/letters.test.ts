// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { lettersOf, textOfLetters } from '../../src/director/letters.ts';
import { aDesk, aDoctor, aSupporter } from './sample.ts';

describe('letters', () => {
  it('decline in the same words whatever the reason, and nobody who still waits', () => {
    const desk = aDesk(
      [
        aSupporter(1, { state: 'objected' }),
        aSupporter(2, { state: 'not-attested' }),
        aSupporter(3, { state: 'support-not-confirmed' }),
        aSupporter(4),
        aSupporter(5, { state: 'withdrawn' }),
        aSupporter(6, { told: null, state: 'supervisor-not-told' }),
        aSupporter(7, { state: 'window-open' }),
      ],
      [],
    );
    const letters = lettersOf(desk, 'declined');
    expect(letters.map(({ to }) => to)).toEqual(
      [1, 2, 3].map((n) => `To Supporter ${n} <s${n}@example.org>`),
    );
    expect(new Set(letters.map(({ paragraphs }) => paragraphs.join())).size).toBe(1);
    expect(letters[0]?.paragraphs.join()).not.toMatch(/object|ARCP|outcome|concern/);
  });

  it('to supervisors go once, and ask for no reason', () => {
    const desk = aDesk(
      [
        aSupporter(1, { told: null, state: 'supervisor-not-told' }),
        aSupporter(2, { told: null, state: 'supervisor-not-told', discussed: false }),
        aSupporter(3),
      ],
      [],
    );
    const letters = lettersOf(desk, 'supervisors');
    expect(letters.map(({ to }) => to)).toEqual([
      'To Dr Over 1 <over1@example.org>',
      'To Dr Over 2 <over2@example.org>',
    ]);
    expect(letters[0]?.paragraphs[0]).toMatch(/discussed it with you/);
    expect(letters[1]?.paragraphs[0]).not.toMatch(/discussed/);
    for (const { paragraphs } of letters)
      expect(paragraphs.join()).toMatch(/do not tell us your reasons/);
  });

  it('the notice has the dates to come, and no names', () => {
    const text = JSON.stringify(lettersOf(aDesk([aSupporter(1)], [aDoctor(2)]), 'notice'));
    expect(text).toMatch(/1 December 2027/);
    expect(text).not.toMatch(/August|Supporter 1|Doctor 2/);
  });

  it('introduce to doctors what was met and what was not, and leave alone who opted out', () => {
    const desk = aDesk(
      [aSupporter(1, { doctors: 2 }), aSupporter(2)],
      [
        aDoctor(3, { supporter: 1, met: ['LTFT'], unmet: ['Age'], later: ['Faith'] }),
        aDoctor(4, { supporter: 1, standing: 'opted-out' }),
        aDoctor(5),
      ],
    );
    const letters = lettersOf(desk, 'introductions');
    expect(letters).toHaveLength(3);
    const [first, without, supporter] = letters.map(({ paragraphs }) => paragraphs.join('\n'));
    expect(first).toMatch(/Supporter 1, F2/);
    expect(first).toMatch(/Matched on: LTFT\./);
    expect(first).toMatch(/could not match: Age\./);
    expect(first).toMatch(/asked since for: Faith\. It counts when a new pair is made/);
    expect(first).toMatch(/you need not/);
    expect(without).toMatch(/no supporter for you yet/);
    expect(supporter).toMatch(/Doctor 3, F1 <d3@example\.org>/);
    expect(supporter).not.toMatch(/Doctor 4/);
    expect(supporter).toMatch(/within 10 days/);
    expect(textOfLetters(desk, letters).split('\f\n')).toHaveLength(3);
  });

  it('invite each person with a code of their own, and nobody by another one’s', () => {
    const desk = aDesk([aSupporter(1)], [aDoctor(2), aDoctor(3)]);
    const letters = lettersOf(desk, 'invitations', [
      { number: 1, typed: 'AAAA-BBBB' },
      { number: 3, typed: 'CCCC-DDDD' },
      { number: 9, typed: 'EEEE-FFFF' },
    ]);
    expect(letters.map(({ to, paragraphs }) => [to, paragraphs[1]])).toEqual([
      ['To Supporter 1 <s1@example.org>', 'AAAA-BBBB'],
      ['To Doctor 3 <d3@example.org>', 'CCCC-DDDD'],
    ]);
  });
});
