// Ending, before it is done: it cannot be taken back, and nobody asks why.

import { ConfirmEnd } from '../personal/act.tsx';
import type { GivenEngagement } from '../personal/engagement.ts';
import { texts } from '../texts/texts.ts';

export function EndIt({ nav, engagement }: GivenEngagement) {
  const t = texts.supporter.end;
  return (
    <ConfirmEnd
      {...t}
      intent={{ kind: 'end', engagement: engagement.id }}
      onDone={nav.back}
      onBack={nav.back}
    />
  );
}
