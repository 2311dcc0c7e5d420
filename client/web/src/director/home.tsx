// What can be done at an open desk.

import { Form, LinkButton } from '../components/index.ts';
import type { DirectorsDesk } from '../core/director_messages.ts';
import { isoInWords, Section } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { closeDesk, useDesk } from './open_desk.ts';
import { DeskPage } from './shell.tsx';
import type { Screen, Way } from './way.ts';

export function Home({ way, desk }: { way: Way; desk: DirectorsDesk }) {
  const t = texts.nearPeer.director.home;
  const entry = (key: keyof typeof t.links, screen: Screen) => (
    <li key={key}>
      <LinkButton onClick={() => way.go(screen)}>{t.links[key].name}</LinkButton>
      <div class="nhsuk-hint">{t.links[key].hint}</div>
    </li>
  );
  const { changed } = useDesk();
  const close = (): void => {
    if (changed) way.go({ name: 'close' });
    else void closed(way);
  };
  const { length } = desk.without;
  return (
    <DeskPage heading={t.heading}>
      <p>{fill(t.cycle, { date: isoInWords(desk.cycle) })}</p>
      {desk.doctors.length > 0 && (
        <p>{length === 0 ? t.allPaired : fill(t.without, { count: String(length) })}</p>
      )}
      <Section heading={t.before}>
        <ul class="nhsuk-list">
          {entry('notice', { name: 'sheet', kind: 'notice', invitations: [] })}
          {entry('applications', { name: 'import', kind: 'applications', bad: [] })}
          {entry('roster', { name: 'roster' })}
        </ul>
      </Section>
      <Section heading={t.pairing}>
        <ul class="nhsuk-list">
          {entry('doctorsIn', { name: 'import', kind: 'doctors', bad: [] })}
          {entry('allocate', { name: 'allocate' })}
          {entry('pairs', { name: 'pairs', fresh: false })}
          {entry('letters', { name: 'letters' })}
        </ul>
      </Section>
      <Section heading={t.through}>
        {desk.parts < desk.partsOf && (
          <p>{fill(t.parts, { parts: String(desk.parts), of: String(desk.partsOf) })}</p>
        )}
        <ul class="nhsuk-list">
          {entry('visit', { name: 'visit' })}
          {entry('notes', { name: 'notes' })}
        </ul>
      </Section>
      <Section heading={t.after}>
        <ul class="nhsuk-list">
          {entry('statement', { name: 'statement' })}
          {entry('feedback', { name: 'feedback' })}
          {desk.doctors.length + desk.supporters.length > 0
            ? entry('handOver', { name: 'handOver' })
            : entry('takeOver', { name: 'takeOver' })}
        </ul>
      </Section>
      <p>
        <LinkButton onClick={close}>{t.close}</LinkButton>
      </p>
      <p class="nhsuk-hint">{t.closeHint}</p>
    </DeskPage>
  );
}

async function closed(way: Way): Promise<void> {
  await closeDesk();
  way.startAgain({ name: 'start' });
}

// Asked when something would be lost; saving it is in the banner above.
export function Close({ way }: { way: Way }) {
  const t = texts.nearPeer.director.close;
  const { changed } = useDesk();
  return (
    <DeskPage heading={t.heading} back={way.back}>
      <Form
        button={changed ? t.without : texts.nearPeer.director.home.close}
        kind={changed ? 'warning' : 'primary'}
        onSubmit={() => closed(way)}
      >
        <p>{changed ? t.changed : t.saved}</p>
      </Form>
    </DeskPage>
  );
}
