import { expect, test } from 'vitest';
import { saysNotFounded } from '../src/core/transport.ts';

const answer = (status: number, text: string) => ({ status, body: new TextEncoder().encode(text) });

test('pages know that there is no scheme yet by status and first line alone', () => {
  expect(saysNotFounded(answer(503, 'not founded\nThis scheme has not begun.\n'))).toBe(true);
  expect(saysNotFounded(answer(503, 'not founded'))).toBe(false);
  expect(saysNotFounded(answer(503, 'try later\nnot founded\n'))).toBe(false);
  expect(saysNotFounded(answer(200, 'not founded\n'))).toBe(false);
  expect(saysNotFounded(answer(503, ''))).toBe(false);
});
