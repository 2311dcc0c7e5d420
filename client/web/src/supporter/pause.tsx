// Taking no enquiries from next week on, or taking them again.

import { Confirm } from '../personal/act.tsx';
import type { Given } from '../personal/screen.ts';
import { texts } from '../texts/texts.ts';

export function Pause({ nav, visit }: Given) {
  const t = visit.paused ? texts.supporter.resume : texts.supporter.pause;
  return (
    <Confirm
      heading={t.heading}
      text={t.text}
      button={t.button}
      intent={{ kind: 'pause', paused: !visit.paused }}
      onDone={nav.back}
      onBack={nav.back}
    />
  );
}
