// Sentences that several screens of a supporter share.

import type { Engagement } from '../core/messages.ts';
import { meetingOf } from '../personal/engagement.ts';
import { endText } from '../personal/problem.ts';
import { numberText } from '../personal/times.ts';
import { fill, texts } from '../texts/texts.ts';
import { type State, stateOf } from './state.ts';

const states: Record<State, { tag: string; text: string }> = texts.supporter.states;

export const tagText = (of: Engagement): string => states[stateOf(of)].tag;

export function stateText(of: Engagement): string {
  if (of.end === 'cannot') return texts.supporter.support.saidCannot;
  if (of.phase === 'ended') return endText(of.end);
  return fill(states[stateOf(of)].text, { number: numberText(meetingOf(of)) });
}

export function headingText(of: Engagement): string {
  const t = texts.supporter.support.headings;
  if (of.phase === 'ended') return t.ended;
  if (of.phase === 'enquired') return t.enquiry;
  return fill(t.meeting, { number: numberText(meetingOf(of)) });
}
