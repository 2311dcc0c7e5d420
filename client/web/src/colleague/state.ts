// Where an engagement is, from a colleague's side.

import type { Engagement } from '../core/messages.ts';

export type State = 'waiting' | 'noRoom' | 'accepted' | 'offered' | 'chosen' | 'agreed' | 'ended';

export function stateOf(of: Engagement): State {
  if (of.phase === 'ended') return 'ended';
  if (of.agreed > of.held) return 'agreed';
  if (of.noPassLeft) return 'noRoom';
  if (of.phase === 'enquired') return 'waiting';
  if (of.chosen !== null) return 'chosen';
  return of.slots.length > 0 ? 'offered' : 'accepted';
}
