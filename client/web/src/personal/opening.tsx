// A locker is being opened: the worker works, the page only says so.

import { Progress } from '../components/index.ts';
import type { Role, Stopped } from '../core/messages.ts';
import { texts } from '../texts/texts.ts';
import { ask, begin, useVisit } from '../visit.ts';
import type { Nav, Screen } from './screen.ts';
import { ScreenPage } from './shell.tsx';

export function Opening() {
  const { step } = useVisit();
  const t = texts.personal.opening;
  return (
    <ScreenPage heading={t.heading}>
      <p>{t.text}</p>
      <Progress text={texts.personal.steps[step ?? 'keys']} />
    </ScreenPage>
  );
}

// What a locker that would not open leads to: the question whose answer was wrong, or why it stopped.
// words: as they were typed. Nobody looks at each of them in an empty field.
export function afterOpen(stopped: Stopped, words: string): Screen {
  if (stopped.status === 'unknown_locker') {
    return { name: 'words', error: texts.personal.words.unknown, typed: words };
  }
  return { name: 'problem', stopped };
}

export function afterEnrol(stopped: Stopped): Screen {
  const { used, wrongLog } = texts.personal.code;
  if (stopped.status === 'unknown_code') return { name: 'code', error: used };
  if (stopped.failure === 'wrong_log') return { name: 'code', error: wrongLog };
  return { name: 'problem', stopped };
}

export async function openLocker(nav: Nav, words: string): Promise<void> {
  nav.startAgain({ name: 'opening' });
  const stopped = await begin(() => ask('open', { words }));
  if (stopped === null) return;
  const next = afterOpen(stopped, words);
  const again = (): void => void openLocker(nav, words);
  nav.startAgain(
    next.name === 'problem' && stopped.failure === 'no_answer'
      ? { ...next, again, keepsWords: true }
      : next,
  );
}

// With the fresh words that the worker keeps. The same again is harmless: it is known by its words.
export async function makeLocker(nav: Nav, code: string, role: Role): Promise<void> {
  nav.startAgain({ name: 'opening' });
  const stopped = await begin(() => ask('enrol', { code, role }));
  if (stopped === null) return;
  const next = afterEnrol(stopped);
  const again = (): void => void makeLocker(nav, code, role);
  nav.startAgain(
    next.name === 'problem' && stopped.failure === 'no_answer' ? { ...next, again } : next,
  );
}
