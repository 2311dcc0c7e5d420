// From words to keys. Argon2id takes 128 MiB, which an instance never gives back: so it has one of its
// own, which is dropped. The secrets go from memory to memory and never into an object of JavaScript.

import { Instance } from './module.ts';

// client/wasm/module.h: whose words, and what the keys are for.
export const wordsOf = { locker: 0, fresh: 1, lead: 2, newLead: 3, desk: 4 } as const;
export const keysOf = { locker: 0, fresh: 1, lead: 2, trustee: 3 } as const;

export interface BadWords {
  refusal: string;
  number?: number;
}

// Null: `to` has the keys, which is the core unless it is said.
export function deriveKeys(
  module: WebAssembly.Module,
  core: Instance,
  words: number,
  keys: number,
  input: Uint8Array | string | null = null,
  to: Instance = core,
): BadWords | 'no_memory' | null {
  const refused = core.callInside('sotto_words', input, words) as BadWords | null;
  if (refused !== null) {
    core.wipe();
    return refused;
  }
  const apart = new Instance(module);
  core.passTo(apart);
  const failed = apart.callInside('sotto_stretch');
  if (failed !== null) {
    apart.wipe();
    return 'no_memory';
  }
  apart.passTo(to);
  to.callInside('sotto_keys', null, keys);
  to.wipe();
  return null;
}
