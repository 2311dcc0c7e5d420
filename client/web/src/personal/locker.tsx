// What every role does with the locker itself: new words, another scheme year.

import { Button, Form, LinkButton, List, Paragraphs } from '../components/index.ts';
import type { Visit } from '../core/messages.ts';
import { fill, texts } from '../texts/texts.ts';
import { ask } from '../visit.ts';
import { forgetDrafts } from './drafts.ts';
import { extendedText, movedText } from './problem.ts';
import type { Given, Nav } from './screen.ts';
import { ScreenPage } from './shell.tsx';
import { whenText } from './times.ts';

export function LastOpened({ visit, zone }: { visit: Visit; zone: string }) {
  const t = texts.personal.home;
  if (visit.lastOpened !== null) {
    return <p>{fill(t.lastOpened, { when: whenText(visit.lastOpened, zone) })}</p>;
  }
  return (
    <>
      <p>{t.firstTime}</p>
      <p>{t.slipUsed}</p>
    </>
  );
}

// What became of the new words or the new slip, for as long as the visit is open.
export function Asked({ visit }: { visit: Visit }) {
  const said = [movedText(visit.moved), extendedText(visit.extended)].filter((text) => text !== '');
  return <Paragraphs of={said} />;
}

export function LockerLinks({ nav }: { nav: Nav }) {
  const t = texts.personal.home;
  return (
    <>
      <h2 class="nhsuk-heading-m">{t.locker}</h2>
      <List
        of={[
          <LinkButton onClick={() => nav.go({ name: 'newWords' })}>{t.newWords}</LinkButton>,
          <LinkButton onClick={() => nav.go({ name: 'extend' })}>{t.extend}</LinkButton>,
        ]}
      />
    </>
  );
}

export function NewWords({ nav }: { nav: Nav }) {
  const t = texts.personal.newWords;
  const submit = async (): Promise<void> => {
    const { words } = await ask('freshWords', {});
    nav.go({ name: 'fresh', words, of: 'move' });
  };
  return (
    <ScreenPage heading={t.heading} back={nav.back} safe>
      <Paragraphs of={t.text} />
      <Form button={t.button} onSubmit={submit}>
        {null}
      </Form>
    </ScreenPage>
  );
}

// Where new words and a new slip end: what is so now, which changes by itself.
export function Outcome({ nav, visit, of }: Given & { of: 'moved' | 'extended' }) {
  const text = of === 'moved' ? movedText(visit.moved) : extendedText(visit.extended);
  // What was typed is still there, to look at each character.
  const again = of === 'extended' && visit.extended === 'refused';
  const home = (): void => {
    if (visit.extended === 'done') forgetDrafts('extend');
    nav.startAgain({ name: 'home' });
  };
  const enterAgain = (): void => {
    home();
    nav.go({ name: 'extend' });
  };
  return (
    <ScreenPage heading={texts.personal.outcome[of]}>
      <div role="status">
        <p>{text}</p>
      </div>
      {again && <Button onClick={enterAgain}>{texts.personal.outcome.again}</Button>}
      <Button kind={again ? 'secondary' : 'primary'} onClick={home}>
        {texts.personal.outcome.button}
      </Button>
    </ScreenPage>
  );
}
