import { expect, it } from 'vitest';
import { missing, type Need } from '../src/needs.ts';

const request = (field: string): unknown => {
  const made = (): void => undefined;
  made.prototype = { [field]: true };
  return made;
};
const full = {
  WebAssembly: {},
  Worker: {},
  Request: request('keepalive'),
  crypto: {},
  isSecureContext: true,
};
const without = (name: string): object =>
  Object.fromEntries(Object.entries(full).filter(([key]) => key !== name));

it('a browser that has everything lacks nothing', () => {
  expect(missing(full)).toEqual([]);
});

it('each thing that a browser lacks is named', () => {
  const named: [string, Need][] = [
    ['WebAssembly', 'wasm'],
    ['Worker', 'worker'],
    ['Request', 'keepalive'],
    ['crypto', 'random'],
    ['isSecureContext', 'secure'],
  ];
  for (const [name, need] of named) expect(missing(without(name))).toEqual([need]);
  expect(missing({ ...full, Request: request('method') })).toEqual(['keepalive']);
  expect(missing({ ...full, isSecureContext: false })).toEqual(['secure']);
  expect(missing({})).toHaveLength(named.length);
});
