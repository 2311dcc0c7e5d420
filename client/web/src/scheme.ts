// What everybody may know of the scheme, fetched and checked once when the page loads, by every visitor.

import { core } from './core/core.ts';
import type { Everybody, Stopped } from './core/messages.ts';
import { Shared } from './shared.ts';

export type Scheme = { everybody: Everybody } | { stopped: Stopped } | 'waiting';

const scheme = new Shared<Scheme>('waiting');

export async function loadScheme(): Promise<void> {
  scheme.set('waiting');
  const answer = await core.ask('everybody', {});
  scheme.set('failure' in answer ? { stopped: answer } : { everybody: answer });
}

// There are pages and no scheme yet.
export const isUnfounded = (now: Scheme): boolean =>
  typeof now === 'object' && 'stopped' in now && now.stopped.failure === 'not_founded';

export const useScheme = (): Scheme => scheme.use();
