// A colleague's own page: who they are in touch with, and what they can do.

import { Form, LinkButton, Tag } from '../components/index.ts';
import type { Engagement, Everybody } from '../core/messages.ts';
import { Asked, LastOpened, LockerLinks } from '../personal/locker.tsx';
import type { Given, Nav } from '../personal/screen.ts';
import { Alarms, ScreenPage } from '../personal/shell.tsx';
import { numberText } from '../personal/times.ts';
import { fill, texts } from '../texts/texts.ts';
import { stateText, supporterName, tagText } from './said.ts';

export function Home({ nav, everybody, visit }: Given) {
  const t = texts.colleague.home;
  const { engagements } = visit;
  return (
    <ScreenPage heading={t.heading} safe>
      <LastOpened visit={visit} zone={everybody.timeZone} />
      <Asked visit={visit} />
      <Alarms visit={visit} />
      {engagements.length === 0 && <p>{t.none}</p>}
      {engagements.length > 0 && (
        <ul class="sotto-entries">
          {engagements.map((of) => (
            <Entry key={of.id} of={of} everybody={everybody} nav={nav} />
          ))}
        </ul>
      )}
      <p>{roomText(visit.packsLeft)}</p>
      <Form
        button={engagements.length === 0 ? t.choose : t.another}
        onSubmit={() => nav.go({ name: 'choose' })}
      >
        {null}
      </Form>
      <LockerLinks nav={nav} />
    </ScreenPage>
  );
}

export function roomText(packs: number): string {
  const t = texts.colleague.home;
  return t.rooms[packs] ?? fill(t.roomMany, { number: numberText(packs) });
}

function Entry({ of, everybody, nav }: { of: Engagement; everybody: Everybody; nav: Nav }) {
  const t = texts.colleague;
  const name = supporterName(everybody, of.supporter);
  return (
    <li class="nhsuk-card">
      <div class="nhsuk-card__content">
        <h2 class="nhsuk-card__heading nhsuk-heading-m">{fill(t.support.heading, { name })}</h2>
        <p>
          <Tag colour={of.phase === 'ended' ? 'grey' : 'blue'}>{tagText(of)}</Tag>
        </p>
        <p>{stateText(of, everybody)}</p>
        <LinkButton onClick={() => nav.go({ name: 'engagement', engagement: of.id })}>
          {t.home.look}
          <span class="nhsuk-u-visually-hidden"> {fill(t.home.lookWhat, { name })}</span>
        </LinkButton>
      </div>
    </li>
  );
}
