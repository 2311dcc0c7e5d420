// Ending without a word, and what blocking can and cannot do.

import { ConfirmEnd } from '../personal/act.tsx';
import type { GivenEngagement } from '../personal/engagement.ts';
import { texts } from '../texts/texts.ts';

export function Block({ nav, engagement }: GivenEngagement) {
  const t = texts.supporter.block;
  return (
    <ConfirmEnd
      {...t}
      intent={{ kind: 'block', engagement: engagement.id }}
      onDone={() => nav.startAgain({ name: 'home' })}
      onBack={nav.back}
    />
  );
}
