// What was built, as the broker will check it and as the pages' policy allows it. Build first.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const dist = new URL('../../../.build/web/dist/', import.meta.url);
const read = (name) => readFileSync(new URL(name, dist));
const [first, pages, worker, style, ...files] = read('manifest')
  .toString('ascii')
  .trimEnd()
  .split('\n');
const names = files.map((line) => line.split(' ')[2]);
const text = (name) => read(name).toString('utf8');

it('the manifest names every file with its size and hash, in order', () => {
  expect(first).toBe('sotto web 1');
  const there = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => (entry.parentPath.endsWith('assets') ? `assets/${entry.name}` : entry.name));
  expect([...names, 'manifest'].sort()).toEqual(there.sort());
  expect(names).toEqual([...names].sort());
  for (const line of files) {
    const [hash, size, name] = line.split(' ');
    const bytes = read(name);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
    expect(String(bytes.length)).toBe(size);
  }
});

it('the manifest has the paths, the worker and the style', () => {
  const paths = pages.split(' ').slice(1);
  expect(paths).toEqual([...paths].sort());
  expect(paths[0]).toBe('/');
  expect(paths).toContain('/open');
  expect(names).toContain(worker.split(' ')[1]);
  expect(names).toContain(style.split(' ')[1]);
});

it('compressed forms hold what they stand for', () => {
  for (const name of names.filter((one) => !/\.(br|gz)$/.test(one))) {
    expect(brotliDecompressSync(read(`${name}.br`)).equals(read(name)), name).toBe(true);
    expect(gunzipSync(read(`${name}.gz`)).equals(read(name)), name).toBe(true);
  }
});

it('every file but the page and the licences has a name that changes with what is in it', () => {
  for (const name of names.filter((one) => !/^(index\.html|licences\.txt)/.test(one))) {
    expect(name).toMatch(/^assets\/[a-z]+-[\w-]{8,}\.(js|css|svg|wasm)(\.br|\.gz)?$/);
  }
});

it('nothing names another host', () => {
  for (const name of names.filter((one) => /\.(html|css|js|svg)$/.test(one))) {
    const hosts = text(name).match(/\b(https?:)?\/\/[a-z0-9-]+\.[a-z.]+[^\s"'`]*/gi) ?? [];
    // Namespaces of markup, and the address that examples of commands have.
    const namespaces = /^(http:\/\/www\.w3\.org\/(1999|2000|1998)\/|https:\/\/sotto\.example\b)/;
    expect(
      hosts.filter((host) => !namespaces.test(host)),
      name,
    ).toEqual([]);
  }
});

it('nothing stands inline, and nothing makes code of text', () => {
  const page = text('index.html');
  expect(page).not.toMatch(/<style|style=|\son\w+=|javascript:/i);
  for (const tag of page.match(/<script[^>]*>[^<]*/g) ?? []) expect(tag).toMatch(/ src="[^"]+">$/);
  for (const name of names.filter((one) => one.endsWith('.js'))) {
    expect(text(name), name).not.toMatch(
      /\beval\(|new Function\(|localStorage|sessionStorage|indexedDB|document\.cookie/,
    );
  }
  for (const name of names.filter((one) => one.endsWith('.css'))) {
    expect(text(name)).not.toMatch(/url\(|@import|@font-face|expression\(/);
    expect(text(name)).toMatch(/font-family:\s*arial/i);
  }
});
