// Two words that both sides see, and what they are good for.

import { WordList } from '../components/index.ts';
import { texts } from '../texts/texts.ts';

export function SafetyWords({ words, text }: { words: readonly string[]; text: string }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">{texts.personal.safetyWords}</h2>
      <WordList words={words} />
      <p>{text}</p>
    </>
  );
}
