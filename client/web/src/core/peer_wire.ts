// Intents of near-peer schemes as inputs of the core (client/wasm/intents.cc).

import type { Application, Module, PeerIntent, Supervisor } from './peer_messages.ts';
import { means, Writer } from './writer.ts';

// client/core/near_peer/peer.h, PeerVerb
const verbs: Record<PeerIntent['kind'], number> = {
  apply: 1,
  join: 2,
  optOut: 3,
  optIn: 4,
  anotherPairing: 5,
  withdraw: 6,
  tellRelationship: 7,
  tellAboutScheme: 8,
  proposeAgreement: 9,
  signAgreement: 10,
  giveFeedback: 11,
  remind: 12,
  stateWishes: 13,
};

export const isPeerIntent = (intent: { kind: string }): intent is PeerIntent =>
  Object.hasOwn(verbs, intent.kind);

// client/core/near_peer/application.h
const supervisors: Record<Supervisor, number> = {
  educational: 1,
  appraiser: 2,
  'medical-education': 3,
};
const modules: Record<Module, number> = { done: 1, planned: 2, 'not-yet': 3 };
const kDiscussed = 1;
const kToBeTold = 2;

function encodeApplication(of: Application): Uint8Array {
  const out = new Writer().text16(of.name).text16(of.email).u8(supervisors[of.supervisor]);
  out.text16(of.supervisorName).text16(of.supervisorEmail);
  out.u8(of.supervisor === 'educational' ? kDiscussed : kToBeTold).u8(of.matchedOn.length);
  for (const words of of.matchedOn) out.text16(words);
  return out.u8(modules[of.module]).take();
}

export function encodePeerIntent(out: Writer, intent: PeerIntent): void {
  out.u8(verbs[intent.kind]);
  switch (intent.kind) {
    case 'apply': {
      const wire = encodeApplication(intent.application);
      out.u16(wire.length).bytes(wire);
      break;
    }
    case 'join':
      out.text16(intent.invitation);
      break;
    case 'optOut':
      out.u8(intent.tell ? 1 : 0);
      break;
    case 'optIn':
    case 'withdraw':
      break;
    case 'tellAboutScheme':
      out.text16(intent.text);
      break;
    case 'tellRelationship':
      out.u32(intent.pair).text16(intent.text);
      break;
    case 'proposeAgreement': {
      const { start, end, howOften, where, means: by, value, gain, notes } = intent.terms;
      out.u32(intent.pair).text16(start).text16(end).text16(howOften).text16(where);
      out.u8(means[by]).text16(value).text16(gain).text16(notes);
      break;
    }
    case 'giveFeedback':
      out.u32(intent.pair).bytes(Uint8Array.from(intent.feedback.answers));
      out.text16(intent.feedback.text);
      break;
    case 'stateWishes':
      out.u8(intent.wishes.length);
      for (const words of intent.wishes) out.text16(words);
      break;
    case 'anotherPairing':
    case 'signAgreement':
    case 'remind':
      out.u32(intent.pair);
      break;
  }
}
