// Seven fresh words: shown once, two of them asked back, kept nowhere on this side.

import { Form, List, TwoWords, WordList } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import { ask, during } from '../visit.ts';
import { makeLocker } from './opening.tsx';
import type { FreshFor, Nav } from './screen.ts';
import { ScreenPage } from './shell.tsx';

export function Fresh({ nav, words, of }: { nav: Nav; words: string[]; of: FreshFor }) {
  const t = texts.personal.fresh;
  const advice = of === 'move' ? [...t.advice, texts.personal.newWords.keepOld] : t.advice;
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      <p>{t.intro}</p>
      <h2 class="nhsuk-heading-s">{t.words}</h2>
      <WordList words={words} />
      <List of={advice} />
      <Form button={t.button} onSubmit={() => nav.go({ name: 'askBack', words, of })}>
        {null}
      </Form>
    </ScreenPage>
  );
}

export function AskBack({ nav, words, of }: { nav: Nav; words: string[]; of: FreshFor }) {
  const t = texts.personal.askBack;
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      <p>{t.intro}</p>
      <TwoWords
        words={words}
        onRight={() => (of === 'move' ? move(nav) : makeLocker(nav, of.code, of.role))}
      />
    </ScreenPage>
  );
}

async function move(nav: Nav): Promise<void> {
  const answer = await during(() => ask('move', {}));
  if ('stopped' in answer) return;
  nav.startAgain({ name: 'home' });
  nav.go({ name: 'moved' });
}
