// That a meeting was held: either side may say so.

import { fill, type texts } from '../texts/texts.ts';
import { Confirm } from './act.tsx';
import { type GivenEngagement, meetingOf } from './engagement.ts';
import { numberText } from './times.ts';

type Said = typeof texts.colleague.held | typeof texts.supporter.held;

export function Held({ nav, engagement, said }: GivenEngagement & { said: Said }) {
  const meeting = meetingOf(engagement);
  return (
    <Confirm
      heading={fill(said.heading, { number: numberText(meeting) })}
      text={meeting === 3 && said.last !== '' ? [said.text, said.last] : [said.text]}
      button={said.button}
      intent={{ kind: 'held', engagement: engagement.id }}
      onDone={nav.back}
      onBack={nav.back}
    />
  );
}
