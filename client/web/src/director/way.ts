// The screens of the programme director's desk.

import type { BadRow, DeskNews, Invitation, ListKind } from '../core/director_messages.ts';
import type { Stopped } from '../core/messages.ts';
import type { Screens } from '../screens.ts';
import type { LetterKind } from './letters.ts';

export type Screen =
  | { name: 'start' | 'open' | 'home' | 'roster' | 'allocate' | 'letters' | 'feedback' | 'close' }
  | { name: 'pairs'; fresh: boolean } // fresh: right after they were made
  | { name: 'import'; kind: ListKind; bad: BadRow[] }
  | { name: 'imported'; count: number }
  | { name: 'supporter' | 'doctor'; number: number }
  | { name: 'sheet'; kind: LetterKind; invitations: Invitation[] }
  | { name: 'visit' | 'notes' | 'handOver' | 'takeOver' }
  | { name: 'visited'; news: DeskNews[]; stopped: Stopped | null }
  | { name: 'batch'; texts: string[] }
  | { name: 'statement' }
  | { name: 'statementSheet'; text: string };

export type Way = Screens<Screen>;
