// Letters that a programme director prints, or copies into their own mail: the service has none of them.

import type {
  DirectorsDesk,
  DoctorRow,
  Eligibility,
  Invitation,
  RosterRow,
} from '../core/director_messages.ts';
import { isoInWords } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';

export type LetterKind = keyof typeof texts.nearPeer.director.letters.kinds;

// to: empty for nobody in particular.
export interface Letter {
  to: string;
  paragraphs: string[];
}

const toPerson = ({ name, email }: { name: string; email: string }): string =>
  fill(texts.nearPeer.director.letters.to, { name, email });

function notice(desk: DirectorsDesk): Letter {
  const t = texts.nearPeer.director.letter.notice;
  const dates = desk.cycles.filter((date) => date >= desk.today).map(isoInWords);
  const values = { days: String(desk.objectionDays), dates: dates.join(', ') };
  const paragraphs = dates.length > 0 ? t.paragraphs : t.paragraphs.slice(0, -1);
  return { to: t.to, paragraphs: paragraphs.map((text) => fill(text, values)) };
}

function toSupervisor(desk: DirectorsDesk, row: RosterRow): Letter {
  const t = texts.nearPeer.director.letter.supervisor;
  return {
    to: toPerson({ name: row.supervisorName, email: row.supervisorEmail }),
    paragraphs: [
      fill(row.discussed ? t.discussed : t.applied, { name: row.name }),
      fill(t.answer, { days: String(desk.objectionDays) }),
      t.reasons,
    ],
  };
}

function toDoctor(desk: DirectorsDesk, row: DoctorRow): Letter {
  const t = texts.nearPeer.director.letter.doctor;
  const supporter = desk.supporters.find(({ number }) => number === row.supporter);
  if (supporter === undefined) return { to: toPerson(row), paragraphs: [t.none] };
  const paragraphs = [fill(t.supporter, { name: supporter.name, grade: supporter.grade ?? '' })];
  if (row.met.length > 0) paragraphs.push(fill(t.met, { words: row.met.join(', ') }));
  if (row.unmet.length > 0) paragraphs.push(fill(t.unmet, { words: row.unmet.join(', ') }));
  if (row.later.length > 0) paragraphs.push(fill(t.later, { words: row.later.join(', ') }));
  return { to: toPerson(row), paragraphs: [...paragraphs, t.choice] };
}

// Those whom they are to write to: not whoever has opted out.
function toSupporter(desk: DirectorsDesk, row: RosterRow): Letter | null {
  const t = texts.nearPeer.director.letter.supporter;
  const theirs = desk.doctors.filter(
    (each) => each.supporter === row.number && each.standing === 'in',
  );
  if (theirs.length === 0) return null;
  const doctors = theirs.map(({ name, grade, email }) => fill(t.doctor, { name, grade, email }));
  return {
    to: toPerson(row),
    paragraphs: [
      fill(t.who, { doctors: doctors.join('; ') }),
      fill(t.introduce, { days: String(desk.introductionDays) }),
      t.agree,
    ],
  };
}

// Whoever still waits for their supervisor is not declined (client/core/near_peer/desk_view.h).
const kDeclined: readonly Eligibility[] = ['objected', 'support-not-confirmed', 'not-attested'];

// The service knows somebody by what is printed here, once. The slip that goes with it is any of the stack:
// nobody can say afterwards whose locker it opened.
function invitation(desk: DirectorsDesk, { number, typed }: Invitation): Letter | null {
  const t = texts.nearPeer.director.letter.invitation;
  const person = [...desk.doctors, ...desk.supporters].find((each) => each.number === number);
  if (person === undefined) return null;
  return { to: toPerson(person), paragraphs: [t.what, typed, ...t.how] };
}

// invitations: of everybody who has not come.
export function lettersOf(
  desk: DirectorsDesk,
  kind: LetterKind,
  invitations: readonly Invitation[] = [],
): Letter[] {
  switch (kind) {
    case 'notice':
      return [notice(desk)];
    case 'supervisors':
      return desk.supporters
        .filter(({ told, state }) => told === null && state !== 'withdrawn')
        .map((row) => toSupervisor(desk, row));
    case 'declined':
      // The same words for everybody and every reason.
      return desk.supporters
        .filter(({ state }) => kDeclined.includes(state))
        .map((row) => ({
          to: toPerson(row),
          paragraphs: [texts.nearPeer.director.letter.declined],
        }));
    case 'introductions':
      return [
        ...desk.doctors
          .filter(({ standing }) => standing === 'in')
          .map((row) => toDoctor(desk, row)),
        ...desk.supporters.flatMap((row) => toSupporter(desk, row) ?? []),
      ];
    case 'invitations':
      return invitations.flatMap((each) => invitation(desk, each) ?? []);
  }
}

// With form feeds between them, as the command line writes them.
export function textOfLetters(desk: DirectorsDesk, letters: readonly Letter[]): string {
  return letters
    .map(({ to, paragraphs }) => `${[to, desk.title, ...paragraphs].join('\n\n')}\n`)
    .join('\f\n');
}
