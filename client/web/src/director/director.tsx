// The programme director's desk, under /director: a file of the director's own, opened and saved again.

import { useScreens } from '../screens.ts';
import { Allocate, Pairs } from './allocation.tsx';
import { Doctor } from './doctor.tsx';
import { Batch, Feedback } from './feedback.tsx';
import { HandOver, TakeOver } from './hand_over.tsx';
import { Close, Home } from './home.tsx';
import { Import, Imported } from './import.tsx';
import { Notes } from './notes.tsx';
import { useDesk } from './open_desk.ts';
import { ChooseLetters, Sheet } from './print.tsx';
import { Roster } from './roster.tsx';
import { Open, Start } from './start.tsx';
import { SignStatement, StatementSheet } from './statement.tsx';
import { Supporter } from './supporter.tsx';
import { Visited, Visits } from './visits.tsx';
import type { Screen } from './way.ts';

export function DirectorArea() {
  const { desk } = useDesk();
  const way = useScreens<Screen>('director', { name: desk === null ? 'start' : 'home' });
  const { screen } = way;
  if (desk === null) return screen.name === 'open' ? <Open way={way} /> : <Start way={way} />;
  const given = { way, desk };
  switch (screen.name) {
    case 'roster':
      return <Roster {...given} />;
    case 'supporter':
      return <Supporter key={screen.number} {...given} number={screen.number} />;
    case 'import':
      return <Import key={screen.kind} {...given} kind={screen.kind} bad={screen.bad} />;
    case 'imported':
      return <Imported {...given} count={screen.count} />;
    case 'allocate':
      return <Allocate {...given} />;
    case 'pairs':
      return <Pairs {...given} fresh={screen.fresh} />;
    case 'doctor':
      return <Doctor key={screen.number} {...given} number={screen.number} />;
    case 'letters':
      return <ChooseLetters {...given} />;
    case 'sheet':
      return <Sheet {...given} kind={screen.kind} invitations={screen.invitations} />;
    case 'visit':
      return <Visits {...given} />;
    case 'visited':
      return <Visited {...given} news={screen.news} stopped={screen.stopped} />;
    case 'handOver':
      return <HandOver way={way} />;
    case 'takeOver':
      return <TakeOver way={way} />;
    case 'notes':
      return <Notes {...given} />;
    case 'feedback':
      return <Feedback {...given} />;
    case 'batch':
      return <Batch {...given} texts={screen.texts} />;
    case 'close':
      return <Close way={way} />;
    case 'statement':
      return <SignStatement {...given} />;
    case 'statementSheet':
      return <StatementSheet {...given} text={screen.text} />;
    default:
      return <Home {...given} />;
  }
}
