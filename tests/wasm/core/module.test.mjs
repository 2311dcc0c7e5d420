// The module alone: what it asks for, what it exports, how large it is, and what leaves it.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Instance, module, wasm, World } from './world.mjs';

after(() => new World().stop());

test('the module asks its host for four functions and exports thirty-six', () => {
  const asked = WebAssembly.Module.imports(module).map(({ name }) => name);
  assert.deepEqual(asked.sort(), ['fd_close', 'fd_seek', 'fd_write', 'random_get']);
  const exported = WebAssembly.Module.exports(module).filter(({ name }) =>
    name.startsWith('sotto_'),
  );
  assert.equal(exported.length, 36);
});

// Every browser that runs it accepts Brotli, which is what the broker sends then.
test('the module is at most 300 KB compressed', (t) => {
  const sizes = {
    gzip: gzipSync(wasm, { level: 9 }).length,
    brotli: brotliCompressSync(wasm).length,
  };
  t.diagnostic(`${wasm.length} bytes, gzip ${sizes.gzip}, brotli ${sizes.brotli}`);
  assert.ok(sizes.brotli <= 300 * 1024);
});

test('Argon2id gives the value of the reference library', (t) => {
  const instance = new Instance(module);
  const salt = Uint8Array.from({ length: 16 }, (_, i) => i);
  const words = new TextEncoder().encode('seven words that open nothing at all');
  const input = new Uint8Array([...salt, ...words]);
  const started = performance.now();
  const { bytes } = instance.call('sotto_stretch', input);
  t.diagnostic(`${Math.round(performance.now() - started)} ms`);
  assert.equal(
    Buffer.from(bytes).toString('hex'),
    '4ae766da1800ba4c0c702acb77ce6100a3f67d1f86a6150634fa54205643d66b',
  );
});

test('a call for what is not there ends the instance, and says which', () => {
  assert.throws(() => new Instance(module).call('sotto_next', null, 0, 1), /there is no visit/);
  assert.throws(() => new Instance(module).call('sotto_keys', 'short', 0), /these are no keys/);
});

test('words that were shown are wiped', () => {
  const instance = new Instance(module);
  const { words } = instance.call('sotto_fresh_words').json;
  instance.call('sotto_close');
  const memory = Buffer.from(instance.memory.buffer);
  // The list itself is in the module: one word alone proves nothing, two in a row do.
  const shown = JSON.stringify(words).slice(1, -1);
  assert.equal(memory.indexOf(shown), -1);
  assert.equal(memory.indexOf(words.join(' ')), -1);
});
