// What the pages say, from the pages' own file: tests name a text by its key, so that a better sentence
// breaks nothing.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concernSteps, root } from './where.mjs';

const web = join(root, 'client/web');
const typescript = createRequire(join(web, 'package.json'))('typescript');

export function load(path) {
  const source = readFileSync(join(web, path), 'utf8');
  const { outputText } = typescript.transpileModule(source, {
    compilerOptions: { module: 'esnext', target: 'es2022' },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`);
}

const { en } = await load('src/texts/en.ts');
const { nearPeer } = await load('src/texts/near_peer.ts');
const { peer } = await load('src/texts/peer.ts');
export const texts = { ...en, nearPeer, peer };
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

// The guided steps of the scheme that the tests use, by id: their questions and what can be answered.
export const steps = new Map(
  readFileSync(concernSteps, 'utf8')
    .split('[[steps]]')
    .slice(1)
    .map((step) => {
      const [, id] = /^id = "(.*)"$/m.exec(step);
      const [, question] = /^question = "(.*)"$/m.exec(step);
      const labels = [...step.matchAll(/\blabel = "([^"]*)"/g)].map(([, label]) => label);
      return [id, { question, labels }];
    }),
);

// The paths of the router that all answer with the same file.
const router = readFileSync(join(web, 'src/router.ts'), 'utf8');
export const paths = [...router.matchAll(/^ {2}'(\/[a-z-]*)',$/gm)].map((match) => match[1]);
