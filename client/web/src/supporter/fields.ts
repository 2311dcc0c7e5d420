// The fields of a listing (docs/spec/log.md): in this order, each one line.

import { byteLength, isPlainText } from '../colleague/value.ts';
import type { FieldError } from '../components/index.ts';
import { texts } from '../texts/texts.ts';

export const fieldNames = [
  'name',
  'grade',
  'site',
  'specialty',
  'languages',
  'interests',
  'about',
] as const;
export type FieldName = (typeof fieldNames)[number];
export type Typed = Record<FieldName, string>;
export type Fields = [key: string, value: string][];

const kNameMax = 80; // bytes
// Bytes, with three for each field and one more; in a near-peer scheme agreements and letters need the room.
const kAllMax = 2048;
const kPeerAllMax = 600;

export function typedOf(fields: Fields): Typed {
  const at = (name: FieldName): string => fields.find(([key]) => key === name)?.[1] ?? '';
  return Object.fromEntries(fieldNames.map((name) => [name, at(name)])) as Typed;
}

export function fieldsOf(typed: Typed): Fields {
  return fieldNames
    .map((name): [string, string] => [name, typed[name].trim()])
    .filter(([, value]) => value !== '');
}

export function problemsOf(typed: Typed, nearPeer = false): FieldError[] {
  const t = texts.supporter.listing;
  const out: FieldError[] = [];
  const name = typed.name.trim();
  if (name === '') out.push({ id: 'name', text: t.noName });
  if (byteLength(name) > kNameMax) out.push({ id: 'name', text: t.nameTooLong });
  for (const field of fieldNames) {
    if (!isPlainText(typed[field].trim())) out.push({ id: field, text: t.oneLine });
  }
  const size = fieldsOf(typed).reduce((sum, [, value]) => sum + 3 + byteLength(value), 1);
  if (size > (nearPeer ? kPeerAllMax : kAllMax)) {
    out.push({ id: 'about', text: nearPeer ? texts.peer.listingTooLong : t.tooLong });
  }
  return out;
}
