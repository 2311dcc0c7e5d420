// A director's desk without a page: the modules that the pages load, at another time of day.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from './processes.mjs';
import { pages, root } from './where.mjs';

const web = join(root, 'client/web');
const typescript = createRequire(join(web, 'package.json'))('typescript');

// The worker's own code around a module.
async function instances() {
  const folder = mkdtempSync(join(temporaryFolder(), 'core-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const name of ['module', 'wasi']) {
    const source = readFileSync(join(web, `src/core/${name}.ts`), 'utf8');
    const { outputText } = typescript.transpileModule(source, {
      compilerOptions: {
        module: 'esnext',
        target: 'es2022',
        rewriteRelativeImportExtensions: true,
        verbatimModuleSyntax: true,
      },
    });
    writeFileSync(join(folder, `${name}.js`), outputText);
  }
  const { Instance } = await import(pathToFileURL(join(folder, 'module.js')).href);
  const built = (name) => {
    const file = readdirSync(join(pages, 'assets')).find((each) =>
      new RegExp(`^${name}-[\\w-]+\\.wasm$`).test(each),
    );
    return new WebAssembly.Module(readFileSync(join(pages, 'assets', file)));
  };
  return {
    core: () => new Instance(built('core')),
    director: () => new Instance(built('director')),
  };
}

// Opens the desk with its words, `days` ago, and lets act(call) do something to it; gives the file back.
export async function daysAgo(days, file, words, act) {
  const { core, director } = await instances();
  const now = Date.now() / 1000 - days * 86400;
  const size = Buffer.alloc(4);
  size.writeUInt32BE(file.length);
  const first = core();
  first.callInside('sotto_words', Buffer.concat([size, file, Buffer.from(words)]), 4);
  const apart = core();
  first.passTo(apart);
  apart.callInside('sotto_stretch');
  const desk = director();
  apart.passTo(desk);
  desk.callInside('sotto_keys', null, 0);
  desk.wipe();
  const { json } = desk.call('director_open', file, now);
  if ('refusal' in json) throw new Error(json.refusal);
  act((name, input, ...numbers) => desk.call(name, input, ...numbers, now).json);
  return Buffer.from(desk.call('director_file').bytes);
}
