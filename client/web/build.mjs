// Builds the pages into .build/web/dist, as docs/spec/web.md wants them: compressed forms beside the
// files, and the manifest. The same sources give the same bytes.

import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
process.chdir(root);
await build({ logLevel: 'warn' });

const dist = fileURLToPath(new URL('../../.build/web/dist', import.meta.url));
copyFileSync(join(root, 'licences.txt'), join(dist, 'licences.txt'));
const list = () =>
  readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

// What the person downloads once: the broker prefers Brotli.
let total = 0;
for (const name of list()) {
  const bytes = readFileSync(join(dist, name));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const br = brotliCompressSync(bytes, { params });
  writeFileSync(join(dist, `${name}.br`), br);
  writeFileSync(join(dist, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  console.log(`${String(bytes.length).padStart(8)} ${String(br.length).padStart(7)} br  ${name}`);
  total += br.length;
}

const files = list();
const one = (pattern) => {
  const found = files.filter((name) => pattern.test(name));
  if (found.length !== 1)
    throw new Error(`${String(pattern)} matches ${found.length} files, not one`);
  return found[0];
};
// The paths that answer with index.html stand once, in the router.
const router = readFileSync(join(root, 'src/router.ts'), 'utf8');
const paths = [...router.matchAll(/^ {2}'(\/[a-z-]*)',$/gm)].map((match) => match[1]).sort();
if (paths[0] !== '/') throw new Error('src/router.ts lists no paths');

const lines = [
  'sotto web 1',
  `pages ${paths.join(' ')}`,
  `worker ${one(/^assets\/worker-[\w-]+\.js$/)}`,
  `style ${one(/^assets\/[\w-]+\.css$/)}`,
  ...files.map((name) => {
    const bytes = readFileSync(join(dist, name));
    return `${createHash('sha256').update(bytes).digest('hex')} ${bytes.length} ${name}`;
  }),
];
writeFileSync(join(dist, 'manifest'), lines.map((line) => `${line}\n`).join(''));

const limit = 600 * 1024;
console.log(`${total} bytes compressed in all, of ${limit} at most`);
if (total > limit) {
  console.error('the pages are too large');
  process.exit(1);
}
