// What may be given as a means of contact: what valid_value of client/core/messages.h takes.

import type { Means } from '../core/messages.ts';

export const kValueMax = 120; // bytes

export function isPlainText(text: string): boolean {
  return Array.from(text).every((character) => {
    const point = character.codePointAt(0) ?? 0;
    const control = point < 0x20 || (point >= 0x7f && point < 0xa0);
    return !control && !(point >= 0xd800 && point < 0xe000);
  });
}

export const byteLength = (text: string): number => new TextEncoder().encode(text).length;

export function valueProblem(means: Means, value: string): 'emptyValue' | 'tooLong' | null {
  if (means === 'in-service') return value === '' ? null : 'tooLong';
  if (value === '') return 'emptyValue';
  return byteLength(value) > kValueMax || !isPlainText(value) ? 'tooLong' : null;
}
