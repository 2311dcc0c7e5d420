// Somebody whom the director has just taken off the desk, and what has to be dealt with before.

import type { DirectorsDesk } from '../core/director_messages.ts';
import { texts } from '../texts/texts.ts';
import { DeskPage } from './shell.tsx';

export const hasNotes = (desk: DirectorsDesk, number: number): boolean =>
  desk.notes.some(({ from, about }) => from === number || about === number);

export function TakenOff({ back }: { back: () => void }) {
  const t = texts.nearPeer.director.takenOff;
  return (
    <DeskPage heading={t.heading} back={back}>
      <p>{t.text}</p>
    </DeskPage>
  );
}
