// The way to the desk: where it comes from, and opening its file.

import { Button, Details, Link, List, Page, Paragraphs } from '../components/index.ts';
import { core } from '../core/core.ts';
import type { NearPeer } from '../core/messages.ts';
import { FileAndWords, type Wrong } from '../lead/file_and_words.tsx';
import { fill, texts } from '../texts/texts.ts';
import { NearPeerPage } from '../near_peer/page.tsx';
import { deskOpened } from './open_desk.ts';
import type { Way } from './way.ts';

export const kDeskFileMax = 8 << 20; // bytes; client/core/near_peer/desk_file.h

export function Start({ way }: { way: Way }) {
  const t = texts.nearPeer.director.start;
  return (
    <NearPeerPage heading={t.heading}>
      {(_, rules: NearPeer) => (
        <>
          <Paragraphs of={t.about} />
          <Button onClick={() => way.go({ name: 'open' })}>{t.open}</Button>
          <Details summary={t.none}>
            <List
              of={t.steps.map((step) => fill(step, { place: String(rules.director + 1) }))}
              numbered
            />
            <p>
              <Link to="/open">{t.locker}</Link>
            </p>
          </Details>
        </>
      )}
    </NearPeerPage>
  );
}

export function Open({ way }: { way: Way }) {
  const t = texts.nearPeer.director.open;
  const open = async (file: Uint8Array, words: string): Promise<Wrong | null> => {
    try {
      const answer = await core.ask('openDirector', { file, words });
      if ('failure' in answer) return { with: 'file', text: t.failed };
      if ('refusal' in answer) {
        const field = answer.refusal === 'not_a_desk' ? 'file' : 'words';
        return { with: field, text: t.refusals[answer.refusal] };
      }
      deskOpened(answer);
      return null;
    } catch {
      return { with: 'file', text: t.failed };
    }
  };
  const use = async (file: Uint8Array | null, words: string): Promise<Wrong | null> => {
    if (file === null) return { with: 'file', text: t.refusals.not_a_desk };
    const wrong = await open(file, words);
    if (wrong === null) way.startAgain({ name: 'home' });
    return wrong;
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <FileAndWords id="desk" texts={t} most={kDeskFileMax} button={t.button} use={use} />
    </Page>
  );
}
