// The director's module alone: what it asks for, what it exports, and how large it is. What it does is
// tested with a real desk in the browser (tests/web), and its pairs by the allocation's own tests, here too.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { Instance, World } from './world.mjs';

after(() => new World().stop());

const wasm = readFileSync(process.env.SOTTO_DIRECTOR);
const module = new WebAssembly.Module(wasm);

test('the module of the desk asks its host for four functions and exports twenty-one', () => {
  const asked = WebAssembly.Module.imports(module).map(({ name }) => name);
  assert.deepEqual(asked.sort(), ['fd_close', 'fd_seek', 'fd_write', 'random_get']);
  const exported = WebAssembly.Module.exports(module).filter(({ name }) =>
    /^(sotto|director)_/.test(name),
  );
  assert.equal(exported.length, 21);
});

test('the module of the desk is at most 150 KB compressed', (t) => {
  const { length } = brotliCompressSync(wasm);
  t.diagnostic(`${wasm.length} bytes, brotli ${length}`);
  assert.ok(length <= 150 * 1024);
});

test('a call about a desk that is not open ends the instance, and says so', () => {
  assert.throws(() => new Instance(module).call('director_show', null, 1), /no desk is open/);
  assert.throws(() => new Instance(module).call('director_open', 'file', 1), /no keys/);
});

test('a file that is no desk is refused', () => {
  const instance = new Instance(module);
  instance.call('sotto_keys', new Uint8Array(32), 0);
  assert.deepEqual(instance.call('director_open', 'a file', 1).json, { refusal: 'not_a_desk' });
  instance.call('sotto_keys', new Uint8Array(32), 0);
  const file = `sotto desk 1\n${'x'.repeat(100)}`;
  assert.deepEqual(instance.call('director_open', file, 1).json, { refusal: 'wrong_words' });
});
