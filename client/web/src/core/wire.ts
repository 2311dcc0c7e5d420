// Intents as inputs of the core (client/wasm/module.h).

import type { ConcernOutcome, Intent, OpeningReason } from './messages.ts';
import type { PeerIntent } from './peer_messages.ts';
import { encodePeerIntent, isPeerIntent } from './peer_wire.ts';
import { means, Writer } from './writer.ts';

// client/core/concern.h, crypto/protocol/opening.h
const reasons: Record<OpeningReason, number> = {
  addressed: 1,
  'asked-by-phone': 2,
  'other-absent': 3,
  drill: 4,
};
const outcomes: Record<ConcernOutcome, number> = {
  'no-action': 2,
  advice: 3,
  'local-action': 4,
  'referred-on': 5,
};

// In the order of client::Intent (client/core/visit.h).
const kinds: Record<Exclude<Intent, PeerIntent>['kind'], number> = {
  enquire: 0,
  choose: 1,
  accept: 2,
  cannot: 3,
  offer: 4,
  held: 5,
  end: 6,
  block: 7,
  pause: 8,
  publish: 9,
  seal: 10,
  openConcern: 11,
  acknowledgeConcern: 12,
  sayOutcome: 13,
  beRecipient: 14,
};
const kPeer = 15;

function fromHex(text: string, size: number): Uint8Array {
  const out = new Uint8Array(size);
  for (let i = 0; i < size; i++) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return out;
}

export function encodeIntent(intent: Intent): Uint8Array {
  if (isPeerIntent(intent)) {
    const out = new Writer().u8(kPeer);
    encodePeerIntent(out, intent);
    return out.take();
  }
  const out = new Writer().u8(kinds[intent.kind]);
  switch (intent.kind) {
    case 'enquire':
      out.bytes(fromHex(intent.supporter, 16)).u8(means[intent.means]).text16(intent.value);
      break;
    case 'choose':
      out.u32(intent.engagement).u8(intent.slot);
      break;
    case 'offer':
      out.u32(intent.engagement).u8(intent.slots.length);
      for (const slot of intent.slots) out.u64(slot.start).text16(slot.place);
      break;
    case 'pause':
      out.u8(intent.paused ? 1 : 0);
      break;
    case 'publish':
      out.u8(intent.fields.length);
      for (const [key, value] of intent.fields) out.text16(key).text16(value);
      break;
    case 'seal': {
      const { drill, steps, answers, fields, recipients } = intent.concern;
      out
        .u8(drill ? 1 : 0)
        .bytes(fromHex(steps, 16))
        .u8(answers.length);
      for (const { step, code } of answers) out.u8(step).u8(code);
      out.u8(fields.length);
      for (const { field, text } of fields) out.u8(field).text16(text);
      out.u8(recipients.length);
      for (const place of recipients) out.u8(place);
      break;
    }
    case 'openConcern':
      out.u32(intent.concern).u8(reasons[intent.reason]);
      break;
    case 'acknowledgeConcern':
      out.u32(intent.concern);
      break;
    case 'sayOutcome':
      out.u32(intent.concern).u8(outcomes[intent.outcome]);
      break;
    case 'beRecipient':
      out.u8(intent.place).text16(intent.title);
      break;
    case 'accept':
    case 'cannot':
    case 'held':
    case 'end':
    case 'block':
      out.u32(intent.engagement);
      break;
  }
  return out.take();
}
