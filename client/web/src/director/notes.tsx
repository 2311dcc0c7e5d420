// What people wrote about a pairing of theirs.

import { InsetText, Paragraphs } from '../components/index.ts';
import type { DirectorsDesk } from '../core/director_messages.ts';
import { isoInWords } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { DeskPage } from './shell.tsx';
import { nameOf } from './visits.tsx';
import type { Way } from './way.ts';

export function Notes({ way, desk }: { way: Way; desk: DirectorsDesk }) {
  const t = texts.nearPeer.director.notes;
  return (
    <DeskPage heading={t.heading} back={way.back}>
      <Paragraphs of={t.about} />
      {desk.notes.length === 0 && <p>{t.none}</p>}
      {desk.notes.map(({ from, about, day, text }, index) => (
        <InsetText key={index}>
          <p>
            {fill(t.who, {
              from: nameOf(desk, from),
              about: nameOf(desk, about),
              date: isoInWords(day),
            })}
          </p>
          <p>{text}</p>
        </InsetText>
      ))}
    </DeskPage>
  );
}
