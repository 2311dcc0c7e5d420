// The worker: everything secret of a page happens here, in the memory of the core. One question, one
// answer (messages.ts); reports come unasked.

import wasmUrl from '#core.wasm?url';
import directorUrl from '#director.wasm?url';
import type { Questions } from './messages.ts';
import { compile } from './module.ts';
import { Room } from './room.ts';

interface Asked {
  id: number;
  kind: keyof Questions;
  ask: Questions[keyof Questions]['ask'];
}

const room = new Room(
  compile(wasmUrl),
  (report, transfer = []) => self.postMessage({ report }, { transfer }),
  self.location.origin,
  () => compile(directorUrl),
);

self.addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  room.answer(data.kind, data.ask).then(
    (answer) => self.postMessage({ id: data.id, answer }),
    (error: unknown) => self.postMessage({ id: data.id, error: String(error) }),
  );
});
