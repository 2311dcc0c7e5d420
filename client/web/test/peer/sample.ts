// A near-peer scheme, and what a doctor and a supporter see of it. All names invented.

import type { Everybody, NearPeer, Visit } from '../../src/core/messages.ts';
import type { Pair, PairAgreement, Peer } from '../../src/core/peer_messages.ts';
import { engagement, supporterVisitOf, visitOf, withConcerns } from '../personal/world.ts';

export const rules: NearPeer = {
  director: 1,
  directorKey: null,
  grades: ['F1', 'F2'],
  cap: 2,
  objectionDays: 14,
  introductionDays: 14,
  feedbackWeeks: 13,
  reminderWeeks: 17,
  cycles: ['2026-08-05'],
};
export const scheme: Everybody = { ...withConcerns, nearPeer: rules };

export const agreement: PairAgreement = {
  number: 1,
  whole: false,
  mine: true,
  over: false,
  text: 'Near-peer support agreement, number 1\n',
  start: '2026-12-01',
  end: '2027-08-01',
  howOften: 'Monthly',
  where: '',
  means: 'phone',
  value: '07700 900123',
  gain: 'Somebody to ask',
  notes: '',
};

export const pair: Pair = {
  number: 3,
  name: 'Robin Invented',
  email: '',
  grade: 'F2',
  met: ['LTFT'],
  here: true,
  optedOut: false,
  cameBack: false,
  engagement: 1,
  introduce: false,
  feedbackDue: false,
  mayRemind: false,
  agreement: null,
  feedback: null,
};

export const peerOf = (change: Partial<Peer> = {}): Peer => ({
  name: 'Kim Sample',
  grade: 'F1',
  standing: 'in',
  joined: true,
  known: true,
  statement: '',
  pairs: [pair],
  ...change,
});

const inService = { ...engagement, means: 'in-service', value: '' } as const;

export const doctorVisit = (change: Partial<Peer> = {}, more: Partial<Visit> = {}): Visit =>
  visitOf({ engagements: [inService], peer: peerOf(change), ...more });

export const supporterVisit = (change: Partial<Peer> = {}, more: Partial<Visit> = {}): Visit =>
  supporterVisitOf({
    engagements: [inService],
    peer: peerOf({
      pairs: [{ ...pair, email: 'robin@example.org', grade: 'F1', mayRemind: true }],
      ...change,
    }),
    ...more,
  });
