// The screens of leads and administrators, and what each one shows.

import type {
  Audited,
  DeskDone,
  GenesisDraft,
  Proposal,
  Recipient,
  Supporter,
  TrusteeDone,
} from '../core/messages.ts';
import type { Screens } from '../screens.ts';
import type { MadeTrustee } from '../trustee/enrol.tsx';
import type { SlipFace } from './sheet.tsx';
import type { Trouble } from './trouble.tsx';

export interface MadeKey {
  file: Uint8Array<ArrayBuffer>;
  words: string[];
  publicKey: string; // hex
}

export interface Draft {
  bytes: Uint8Array;
  seen: GenesisDraft;
}

export interface MadeSlips {
  slips: SlipFace[];
  hashes: string;
  site: string;
}

// A trustee as a lead has read their file.
export interface ReadTrustee {
  place: number;
  title: string;
}

export interface NewTrustee {
  place: number;
  title: string;
  words: string[];
}

export type Screen =
  | { name: 'start' }
  | { name: 'trouble'; trouble: Trouble }
  | { name: 'makeKey' }
  | { name: 'keyWords' | 'keyCheck'; made: MadeKey }
  | { name: 'keyFile'; made: Omit<MadeKey, 'words'> }
  | { name: 'draft' }
  | { name: 'draftSeen' | 'draftKey'; draft: Draft }
  | { name: 'draftSigned'; lead: 0 | 1; signature: string }
  | { name: 'open' }
  | { name: 'waiting'; proposals: Proposal[] }
  | { name: 'proposal'; proposal: Proposal }
  | { name: 'sixWords'; proposal: Proposal }
  | { name: 'dropSure'; proposal: Proposal }
  | { name: 'removeWho' }
  | { name: 'removeSure'; supporter: Supporter }
  | { name: 'removeRecipientWho' }
  | { name: 'removeRecipientSure'; recipient: Recipient }
  | { name: 'signed' | 'dropped'; waits: DeskDone['waits'] }
  | { name: 'lost' }
  | { name: 'audit' }
  | { name: 'audited'; found: Audited }
  | { name: 'addTrustee' }
  | { name: 'addTrusteeWords'; read: ReadTrustee }
  | { name: 'trustees' | 'trusteePlace' }
  | { name: 'trusteeOpen' | 'trusteeAgain' | 'trusteeHelp' }
  | { name: 'trusteeWords' | 'trusteeCheck'; of: NewTrustee }
  | { name: 'trusteeFile'; made: MadeTrustee }
  | { name: 'trusteeStands'; done: TrusteeDone }
  | { name: 'slips' }
  | { name: 'sheet'; made: MadeSlips };

export type Way = Screens<Screen>;
