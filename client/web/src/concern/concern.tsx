// A supporter's walk through the guided steps, up to sealing. What is chosen and written lives in the
// drafts of this visit; every way out forgets it.

import { Button, LinkButton, Link, Page, Panel, Paragraphs, List } from '../components/index.ts';
import { setDraft } from '../personal/drafts.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { fill, texts } from '../texts/texts.ts';
import { type GivenConcern, titleOf } from './given.ts';
import { Step } from './step.tsx';
import { Telephones } from './telephones.tsx';
import { kDraft, noAnswers } from './walk.ts';

export function ConcernScreen(given: GivenConcern) {
  const { screen } = given.nav;
  switch (screen.name) {
    case 'concernStep':
      return <Step key={screen.step} {...given} number={screen.step} />;
    case 'concernSealed':
      return <Sealed {...given} places={screen.recipients} />;
    default:
      return <Begin {...given} />;
  }
}

function Begin({ nav, of }: GivenConcern) {
  const t = texts.concern.begin;
  const begin = (drill: boolean): void => {
    setDraft(kDraft, noAnswers(drill));
    nav.go({ name: 'concernStep', step: 0 });
  };
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      <Paragraphs of={t.text} />
      <Telephones of={of.telephones} />
      <Button onClick={() => begin(false)}>{t.button}</Button>
      <p>{t.drillText}</p>
      <p>
        <LinkButton onClick={() => begin(true)}>{t.drill}</LinkButton>
      </p>
      <p>
        <Link to="/concern">{t.paper}</Link>
      </p>
    </ScreenPage>
  );
}

const hoursText = (number: number): string => {
  const t = texts.concern.sealed;
  return number === 1 ? t.hour : fill(t.hours, { number: String(number) });
};

function Sealed({ nav, everybody, of, concerns, places }: GivenConcern & { places: number[] }) {
  const t = texts.concern.sealed;
  return (
    <Page>
      <Panel heading={t.heading} />
      <Paragraphs of={t.text} />
      <List of={places.map((place) => titleOf(everybody, place))} />
      <p>{fill(t.nobodyOpened, { hours: hoursText(concerns.hours) })}</p>
      <Telephones of={of.telephones} />
      <Paragraphs of={[t.correct, t.keep, t.you]} />
      <Button onClick={() => nav.startAgain({ name: 'home' })}>{t.button}</Button>
    </Page>
  );
}
