// Where an engagement is, from a supporter's side, and how far the setting up has come.

import type { Engagement, Everybody, Visit } from '../core/messages.ts';

export type State = 'enquiry' | 'offer' | 'offered' | 'unconfirmed' | 'agreed' | 'ended';

export function stateOf(of: Engagement): State {
  if (of.phase === 'ended') return 'ended';
  if (of.phase === 'enquired') return 'enquiry';
  if (of.agreed > of.held) return 'agreed';
  if (of.waitsForPass || of.chosen !== null) return 'unconfirmed';
  return of.slots.length > 0 ? 'offered' : 'offer';
}

export interface SetUp {
  written: boolean; // a listing
  // The one that was written last is not in the directory yet: the leads have not both signed it, or its
  // week has not begun.
  waitsFor: 'leads' | 'week' | null;
  inDirectory: boolean; // that one or an older one
}

export function setUpOf(visit: Visit, everybody: Everybody): SetUp {
  const own = ownEntry(visit, everybody);
  const written = visit.ownListing.length > 0;
  const newer = written && JSON.stringify(own?.fields) !== JSON.stringify(visit.ownListing);
  return {
    written: written || visit.listed,
    waitsFor: newer ? (visit.signed ? 'week' : 'leads') : null,
    inDirectory: own !== undefined,
  };
}

export const ownEntry = (visit: Visit, everybody: Everybody) =>
  everybody.directory.find(({ id }) => id === visit.ownId);
