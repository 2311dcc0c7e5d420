// A key file and its words: how a lead opens their key, wherever it is needed.

import type { DeskRefusal, Stopped } from '../core/messages.ts';
import { texts } from '../texts/texts.ts';
import { FileAndWords, type Wrong } from './file_and_words.tsx';
import { type Trouble, inOne, troubleOf } from './trouble.tsx';

const kKeyFileSize = 137; // docs/cli.md, "A lead's key"

export interface TypedKey {
  file: Uint8Array;
  words: string;
}
type Refused = { refusal: DeskRefusal } | Stopped;

// What a refusal says about one of the two fields; null: it is about something else.
function fieldAbout(answer: Refused): Wrong['with'] | null {
  if (!('refusal' in answer)) return null;
  if (answer.refusal === 'not_a_key_file') return 'file';
  return answer.refusal === 'wrong_words' ? 'words' : null;
}

// use: gives null when it went well, and has gone on to another screen then.
export function KeyForm(props: {
  button?: string;
  use: (key: TypedKey) => Promise<Refused | null>;
  onTrouble: (trouble: Trouble) => void;
}) {
  const use = async (file: Uint8Array | null, words: string): Promise<Wrong | null> => {
    const answer: Refused | null =
      file === null ? { refusal: 'not_a_key_file' } : await props.use({ file, words });
    if (answer === null) return null;
    const field = fieldAbout(answer);
    if (field !== null) return { with: field, text: inOne(troubleOf(answer)) };
    props.onTrouble(troubleOf(answer));
    return null;
  };
  return (
    <FileAndWords
      id="key"
      texts={texts.lead.keyForm}
      most={kKeyFileSize}
      use={use}
      {...(props.button && { button: props.button })}
    />
  );
}
