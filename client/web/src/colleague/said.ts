// Sentences that several screens of a colleague share.

import { fieldOf } from '../components/index.ts';
import type { Engagement, Everybody, Means } from '../core/messages.ts';
import { meetingOf } from '../personal/engagement.ts';
import { isolated, numberText } from '../personal/times.ts';
import { endText } from '../personal/problem.ts';
import { visitingDaysText } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { type State, stateOf } from './state.ts';

const states: Record<State, { tag: string; text: string }> = texts.colleague.states;
const means: Record<Means, string> = texts.personal.means;

const listed = (everybody: Everybody, id: string) =>
  everybody.directory.find((supporter) => supporter.id === id);

export function supporterName(everybody: Everybody, id: string): string {
  const found = listed(everybody, id);
  return found === undefined ? texts.colleague.support.nobody : isolated(fieldOf(found, 'name'));
}

export const tagText = (of: Engagement): string => states[stateOf(of)].tag;

export function stateText(of: Engagement, everybody: Everybody): string {
  if (of.phase === 'ended') return endText(of.end);
  const { gone } = texts.colleague.support;
  const there = listed(everybody, of.supporter) !== undefined;
  const state = stateOf(of);
  // Nobody who left the list visits on the visiting days.
  if (!there && state === 'waiting') return gone.waiting;
  const text = fill(states[state].text, {
    name: supporterName(everybody, of.supporter),
    number: numberText(meetingOf(of)),
    days: visitingDaysText(everybody),
  });
  return there ? text : `${text} ${gone.later}`;
}

// "by phone: 01632 960123"
export function contactText(of: Engagement): string {
  return of.value === '' ? means[of.means] : `${means[of.means]}: ${isolated(of.value)}`;
}
