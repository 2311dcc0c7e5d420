// What the screens of a concern are given, and whom they name.

import type { Concerns, ConcernSteps, Everybody, GuidedStep } from '../core/messages.ts';
import type { Given } from '../personal/screen.ts';
import { texts } from '../texts/texts.ts';
import type { Answers } from './walk.ts';

export interface GivenConcern extends Given {
  of: ConcernSteps;
  concerns: Concerns;
}

export interface Walk extends GivenConcern {
  number: number;
  step: GuidedStep;
  answers: Answers;
  setAnswers: (answers: Answers) => void;
  answer: (code: number) => void; // and on to where it leads
  abandon: () => void; // everything that was chosen
}

export const titleOf = ({ concerns }: Everybody, place: number): string =>
  concerns?.recipients.find((each) => each.place === place)?.title ?? texts.concern.own.somebody;
