// The ending: thanks, other help, and how to begin again.

import { Form, Link } from '../components/index.ts';
import type { GivenEngagement } from '../personal/engagement.ts';
import { endText } from '../personal/problem.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { texts } from '../texts/texts.ts';

export function Ended({ nav, engagement }: GivenEngagement) {
  const t = texts.colleague.ended;
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      <p>{endText(engagement.end)}</p>
      {engagement.held > 0 && <p>{t.thanks}</p>}
      <h2 class="nhsuk-heading-m">{t.again}</h2>
      <p>{t.againText}</p>
      <Form button={texts.colleague.home.choose} onSubmit={() => nav.go({ name: 'choose' })}>
        {null}
      </Form>
      <h2 class="nhsuk-heading-m">{t.other}</h2>
      <p>
        <Link to="/help">{t.otherLink}</Link>
      </p>
    </ScreenPage>
  );
}
