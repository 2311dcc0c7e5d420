// What the pages of a near-peer scheme and the core say alike.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeIntent } from '../../src/core/wire.ts';
import { peer } from '../../src/texts/peer.ts';

const core = (path) => readFileSync(new URL(`../../../core/${path}`, import.meta.url), 'utf8');

it('the sentence on confidentiality is the one that both sign', () => {
  const header = core('near_peer/agreement.h').replaceAll(/"\s*"/g, '');
  expect(header).toContain(`"${peer.agreement.clause}"`);
});

it('every piece of news has a sentence', () => {
  const [, names] = /name\(PeerNews news\) \{[^{]*\{([^}]*)\}/.exec(core('names.cc'));
  const given = [...names.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  expect(given.length).toBe(8);
  expect(Object.keys(peer.news).sort()).toEqual(given.sort());
});

describe('an intent has the number that the core reads', () => {
  const header = core('near_peer/peer.h');
  const pair = 1;
  it.each([
    ['kJoin', { kind: 'join', invitation: 'x' }],
    ['kOptOut', { kind: 'optOut', tell: false }],
    ['kOptIn', { kind: 'optIn' }],
    ['kAnotherPairing', { kind: 'anotherPairing', pair }],
    ['kWithdraw', { kind: 'withdraw' }],
    ['kTellRelationship', { kind: 'tellRelationship', pair, text: 'x' }],
    ['kTellAboutScheme', { kind: 'tellAboutScheme', text: 'x' }],
    ['kSignAgreement', { kind: 'signAgreement', pair }],
    ['kGiveFeedback', { kind: 'giveFeedback', pair, feedback: { answers: [1, 1, 1], text: '' } }],
    ['kRemind', { kind: 'remind', pair }],
    ['kStateWishes', { kind: 'stateWishes', wishes: ['LTFT'] }],
  ])('%s', (name, intent) => {
    const verb = Number(new RegExp(`${name} = (\\d+),`).exec(header)?.[1]);
    expect(verb).toBeGreaterThan(0);
    expect([...encodeIntent(intent).subarray(0, 2)]).toEqual([15, verb]);
  });
});
