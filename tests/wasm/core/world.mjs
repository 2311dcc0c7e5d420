// A real broker, and the worker's own code (client/web/src/core) in Node: what a page would ask.
// SOTTO_PROGRAMS: the folder that has broker/sotto-broker. SOTTO_CORE: core.wasm.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const sources = join(root, 'client/web/src/core');
const { transpileModule, ModuleKind, ScriptTarget } = createRequire(
  join(root, 'client/web/package.json'),
)('typescript');

export const home = mkdtempSync(join(tmpdir(), 'sotto-core-'));
writeFileSync(join(home, 'package.json'), '{"type":"module"}');
for (const name of readdirSync(sources).filter((each) => each.endsWith('.ts'))) {
  const { outputText } = transpileModule(readFileSync(join(sources, name), 'utf8'), {
    compilerOptions: {
      module: ModuleKind.ESNext,
      target: ScriptTarget.ES2022,
      rewriteRelativeImportExtensions: true,
      verbatimModuleSyntax: true,
    },
  });
  writeFileSync(join(home, name.replace(/ts$/, 'js')), outputText);
}
const load = (name) => import(pathToFileURL(join(home, name)).href);
export const { Room } = await load('room.js');
export const { Instance } = await load('module.js');

export const wasm = readFileSync(process.env.SOTTO_CORE);
export const module = new WebAssembly.Module(wasm);

// One page: its questions, and what was reported.
export class Page {
  reports = [];
  leaving = null;
  #room = new Room(Promise.resolve(module), (report) => {
    this.reports.push(report.kind);
    if (report.kind === 'leaving') this.leaving = report.request;
    if (report.kind === 'visit') this.visit = report.visit;
    if (report.kind === 'stopped') this.stopped = report.stopped;
  }, '');
  // The worker ends with its page, and says nothing more.
  end() {
    this.#room.loop.abandon();
    this.#room.drop(true);
  }
  ask(kind, ask = {}) {
    return this.#room.answer(kind, ask);
  }
}

export class World {
  data = join(home, 'data');
  #broker = null;
  #base = '';
  requests = [];

  broker(...args) {
    return execFileSync(join(process.env.SOTTO_PROGRAMS, 'broker/sotto-broker'), args, {
      encoding: 'utf8',
    });
  }

  async serve() {
    const program = join(process.env.SOTTO_PROGRAMS, 'broker/sotto-broker');
    const args = ['serve', '--data', this.data, '--listen', '127.0.0.1:0'];
    this.#broker = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const said = await new Promise((resolve, reject) => {
      this.#broker.stdout.once('data', (line) => resolve(String(line)));
      this.#broker.once('exit', () => reject(new Error('the broker did not start')));
    });
    this.#base = `http://127.0.0.1:${/:(\d+)\s/.exec(said)[1]}`;
    // A page's fetch has its origin; Node's has none.
    const fetchAt = globalThis.fetch;
    globalThis.fetch = (path, options) => {
      this.requests.push({ path, size: options?.body?.length ?? 0 });
      return fetchAt(this.#base + path, options);
    };
  }

  stop() {
    this.#broker?.kill('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  }

  // What the page does on `pagehide`.
  async sendOnLeaving({ path, body }) {
    const headers = { 'content-type': 'message/ohttp-req' };
    return fetch(path, { method: 'POST', body, headers });
  }
}

export const scheme = join(root, 'broker/schemes/demo.toml');
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
