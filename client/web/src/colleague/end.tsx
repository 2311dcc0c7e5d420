// Ending, before it is done: it cannot be taken back, and nobody asks why.

import { ConfirmEnd } from '../personal/act.tsx';
import type { GivenEngagement } from '../personal/engagement.ts';
import { fill, texts } from '../texts/texts.ts';
import { supporterName } from './said.ts';

export function EndIt({ nav, everybody, engagement }: GivenEngagement) {
  const t = texts.colleague.end;
  return (
    <ConfirmEnd
      heading={fill(t.heading, { name: supporterName(everybody, engagement.supporter) })}
      text={t.text}
      button={t.button}
      keep={t.keep}
      intent={{ kind: 'end', engagement: engagement.id }}
      onDone={nav.back}
      onBack={nav.back}
    />
  );
}
