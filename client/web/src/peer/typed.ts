// What may be typed, by the rules of client/core/near_peer: one line, so many bytes.

import { byteLength, isPlainText } from '../colleague/value.ts';
import type { TypedDate } from '../components/index.ts';
import type { Means } from '../core/messages.ts';
import type { AgreementTerms, Application } from '../core/peer_messages.ts';
import { dayOf, isoOf } from '../dates.ts';

export const kPersonNameMax = 80;
export const kEmailMax = 100;
export const kCharacteristicsMax = 8;
export const kCharacteristicMax = 40;
export const kPeerTextMax = 600;
export const kShortMax = 200;
export const kLongMax = 500;

// What was typed on several lines goes as one.
export const oneLine = (text: string): string => text.trim().replace(/\s*\r?\n\s*/g, ' ');

export const isLine = (text: string, max: number): boolean =>
  byteLength(text) <= max && isPlainText(text);

export const isPersonName = (text: string): boolean =>
  text.trim() !== '' && isLine(text.trim(), kPersonNameMax);

export const isEmail = (text: string): boolean =>
  /^[^@ ,;<>()"]+@[^@ ,;<>()"]+$/.test(text.trim()) && isLine(text.trim(), kEmailMax);

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

// Null: they may go.
export function characteristicsProblem(text: string): 'tooMany' | 'tooLong' | 'twice' | null {
  const lines = linesOf(text);
  if (lines.length > kCharacteristicsMax) return 'tooMany';
  if (!lines.every((line) => isLine(line, kCharacteristicMax))) return 'tooLong';
  const folded = lines.map((line) => line.replace(/ +/g, ' ').toLowerCase());
  return new Set(folded).size === folded.length ? null : 'twice';
}

// The day that was typed, or null.
export function dateOf(typed: TypedDate): string | null {
  const iso = isoOf(typed);
  return dayOf(iso) === null ? null : iso;
}
export function typedOf(iso: string): TypedDate {
  const [year = '', month = '', day = ''] = iso.split('-').map((part) => part.replace(/^0/, ''));
  return { day, month, year };
}
export const noDate: TypedDate = { day: '', month: '', year: '' };

// An application as it is typed.
export interface Applying {
  name: string;
  email: string;
  supervisor: Application['supervisor'] | null;
  supervisorName: string;
  supervisorEmail: string;
  declared: boolean;
  matchedOn: string;
  module: Application['module'] | null;
}
export const noApplication: Applying = {
  name: '',
  email: '',
  supervisor: null,
  supervisorName: '',
  supervisorEmail: '',
  declared: false,
  matchedOn: '',
  module: null,
};
export const applicationOf = (of: Applying): Application => ({
  name: of.name.trim(),
  email: of.email.trim(),
  supervisor: of.supervisor ?? 'educational',
  supervisorName: of.supervisorName.trim(),
  supervisorEmail: of.supervisorEmail.trim(),
  matchedOn: linesOf(of.matchedOn),
  module: of.module ?? 'not-yet',
});

// An agreement's terms as they are typed.
export interface Agreeing {
  start: TypedDate;
  end: TypedDate;
  howOften: string;
  where: string;
  means: Means;
  value: string;
  gain: string;
  notes: string;
}
export function agreeingOf(present: AgreementTerms | null): Agreeing {
  if (present === null) {
    const none = {
      howOften: '',
      where: '',
      means: 'in-service',
      value: '',
      gain: '',
      notes: '',
    } as const;
    return { start: noDate, end: noDate, ...none };
  }
  const { howOften, where, means, value, gain, notes } = present;
  const [start, end] = [typedOf(present.start), typedOf(present.end)];
  return { start, end, howOften, where, means, value, gain, notes };
}
export const termsOf = (of: Agreeing): AgreementTerms => ({
  start: dateOf(of.start) ?? '',
  end: dateOf(of.end) ?? '',
  howOften: oneLine(of.howOften),
  where: oneLine(of.where),
  means: of.means,
  value: of.value.trim(),
  gain: oneLine(of.gain),
  notes: oneLine(of.notes),
});
