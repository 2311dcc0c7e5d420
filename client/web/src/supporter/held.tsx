// That a meeting was held: either side may say so.

import { meetingOf } from '../colleague/state.ts';
import { Confirm } from '../personal/act.tsx';
import { numberText } from '../personal/times.ts';
import { fill, texts } from '../texts/texts.ts';
import type { GivenEngagement } from './supporter.tsx';

export function Held({ nav, engagement }: GivenEngagement) {
  const t = texts.supporter.held;
  const meeting = meetingOf(engagement);
  return (
    <Confirm
      heading={fill(t.heading, { number: numberText(meeting) })}
      text={meeting === 3 ? [t.text, t.last] : [t.text]}
      button={t.button}
      intent={{ kind: 'held', engagement: engagement.id }}
      onDone={nav.back}
      onBack={nav.back}
    />
  );
}
