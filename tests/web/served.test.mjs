// What the broker serves as pages, byte for byte and header for header (docs/spec/web.md).
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { paths } from './rig/texts.mjs';
import { pages, root } from './rig/where.mjs';
import { world } from './rig/world.mjs';

const none = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const policies = {
  page:
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; " +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types sotto-worker",
  worker: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  people:
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

const manifest = readFileSync(join(pages, 'manifest'), 'utf8').split('\n');
const worker = `/${manifest.find((line) => line.startsWith('worker ')).slice(7)}`;
const files = manifest.slice(4, -1).map((line) => line.split(' ')[2]);
const read = (name) => readFileSync(join(pages, name));
const ofType = (ending) => files.filter((name) => name.endsWith(ending));

describe('what the broker serves', { timeout: 900_000 }, () => {
  let here;
  before(async () => (here = await world()));
  after(() => here?.close());

  const get = (path, headers = {}) =>
    new Promise((done, failed) => {
      http
        .get(`${here.broker.address}${path}`, { headers }, (answer) => {
          const body = [];
          answer.on('data', (bytes) => body.push(bytes));
          answer.on('end', () =>
            done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(body) }),
          );
        })
        .on('error', failed);
    });

  function assertGuarded(path, { headers }) {
    const always = {
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-frame-options': 'DENY',
    };
    for (const [name, value] of Object.entries(always))
      assert.equal(headers[name], value, `${path} ${name}`);
    assert.match(headers['permissions-policy'], /camera=\(\).*|.*camera=\(\)/);
    for (const name of [
      'set-cookie',
      'etag',
      'last-modified',
      'server',
      'access-control-allow-origin',
    ]) {
      assert.equal(headers[name], undefined, `${path} ${name}`);
    }
  }

  it('every page is the same file under the page’s policy, and never kept', async () => {
    const index = read('index.html');
    for (const path of paths) {
      const answer = await get(path);
      assert.equal(answer.status, 200, path);
      assert.deepEqual(answer.body, index, path);
      assert.equal(answer.headers['content-security-policy'], policies.page, path);
      assert.equal(answer.headers['cache-control'], 'no-store', path);
      assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8', path);
      assertGuarded(path, answer);
    }
  });

  it('only the worker’s script may compile WebAssembly', async () => {
    for (const name of files.filter((file) => !/\.(br|gz)$/.test(file) && file !== 'index.html')) {
      const answer = await get(`/${name}`);
      assert.equal(answer.status, 200, name);
      assert.deepEqual(answer.body, read(name), name);
      assert.equal(
        answer.headers['content-security-policy'],
        `/${name}` === worker ? policies.worker : none,
        name,
      );
      if (name.startsWith('assets/')) {
        assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable', name);
      }
      assertGuarded(name, answer);
    }
  });

  it('what everybody gets of the scheme, and what is personal, is never kept', async () => {
    for (const path of [
      '/checkpoint',
      '/log',
      '/policy',
      '/directory',
      '/people',
      '/left',
      '/no-such-page',
    ]) {
      const answer = await get(path);
      assert.equal(answer.headers['cache-control'], 'no-store', path);
      assert.equal(answer.headers['x-content-type-options'], 'nosniff', path);
      assert.equal(answer.headers['cross-origin-resource-policy'], 'same-origin', path);
    }
    assert.equal((await get('/people')).headers['content-security-policy'], policies.people);
  });

  it('leaving empties what the browser kept and goes to the neutral page', async () => {
    const answer = await get('/leave');
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, '/left');
    assert.equal(answer.headers['clear-site-data'], '"cache", "storage"');
    assert.equal(answer.headers['cache-control'], 'no-store');
    assertGuarded('/leave', answer);
  });

  it('an address with a query is answered by one without', async () => {
    const answer = await get('/open?code=AAAA');
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, '/open');
  });

  it('compressed forms are the same files', async () => {
    for (const name of files.filter((file) => files.includes(`${file}.br`))) {
      const path = name === 'index.html' ? '/' : `/${name}`;
      const br = await get(path, { 'accept-encoding': 'gzip, br' });
      assert.equal(br.headers['content-encoding'], 'br');
      assert.deepEqual(brotliDecompressSync(br.body), read(name), name);
      const gz = await get(path, { 'accept-encoding': 'gzip' });
      assert.equal(gz.headers['content-encoding'], 'gzip');
      assert.deepEqual(gunzipSync(gz.body), read(name), name);
      assert.match(gz.headers.vary, /accept-encoding/i);
    }
  });

  it('the page has no inline script, no inline style and no handler in its markup', () => {
    const html = read('index.html').toString();
    for (const [, attributes, body] of html.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g)) {
      assert.match(attributes, /\bsrc="/);
      assert.equal(body.trim(), '');
    }
    assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|javascript:|data:|https?:/);
  });

  it('the scripts hold no eval and name no other place', () => {
    for (const name of ofType('.js')) {
      const script = read(name).toString();
      assert.doesNotMatch(script, /\beval\(|new Function\(|document\.write|importScripts/, name);
      const addresses = script.match(/https?:\/\/[^\s"'`)]+/g) ?? [];
      const known = /^https?:\/\/(www\.w3\.org\/|sotto\.example\b|\$\{|$)/;
      assert.deepEqual(
        addresses.filter((address) => !known.test(address)),
        [],
        name,
      );
    }
  });

  it('the pages’ sources store nothing, write no markup and draw no chances of their own', () => {
    const forbidden =
      /localStorage|sessionStorage|indexedDB|document\.cookie|caches\.|serviceWorker|innerHTML|outerHTML|insertAdjacentHTML|\beval\(|Math\.random|sendBeacon|XMLHttpRequest/;
    const sources = join(root, 'client/web/src');
    for (const entry of readdirSync(sources, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
      const path = join(entry.parentPath ?? entry.path, entry.name);
      const code = readFileSync(path, 'utf8').replace(/\/\/.*$/gm, '');
      assert.doesNotMatch(code, forbidden, path);
    }
  });

  it('the style sheet names files that are there, and no other place', async () => {
    for (const name of ofType('.css')) {
      const css = read(name).toString();
      assert.doesNotMatch(css, /https?:|@import|@font-face/, name);
      for (const [, address] of css.matchAll(/url\(["']?([^"')]+)/g)) {
        const at = new URL(address, `http://127.0.0.1/${name}`).pathname;
        assert.equal((await get(at)).status, 200, `${name} names ${address}`);
      }
    }
  });

  it('each module is at most 300 KiB compressed and everything at most 600 KiB', () => {
    const size = (name) => read(files.includes(`${name}.br`) ? `${name}.br` : name).length;
    const plain = files.filter((name) => !/\.(br|gz)$/.test(name));
    const modules = ofType('.wasm').map(size);
    const total = plain.reduce((sum, name) => sum + size(name), 0);
    console.log(
      `modules ${modules.map((each) => (each / 1024).toFixed(1))} KiB, total ${(total / 1024).toFixed(1)} KiB compressed`,
    );
    assert.ok(modules.length > 0);
    for (const module of modules) assert.ok(module > 0 && module <= 300 * 1024, `${module}`);
    assert.ok(total <= 600 * 1024, `${total}`);
  });
});
