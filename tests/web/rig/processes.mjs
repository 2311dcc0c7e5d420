// Programs that we start, and folders that we make: gone when we end, however we end.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const children = new Set();
const folders = new Set();

export function clean() {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  folders.clear();
}
process.on('exit', clean);
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => process.exit(status));
}

export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-web-'));
  folders.add(folder);
  return folder;
}

// The kernel ends the program when we are gone, whatever ended us.
function start(program, args, stdio, env = process.env) {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], { stdio, env });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

// Runs a program to its end; throws with what it said when it fails.
export async function run(program, args, input = '') {
  const child = start(program, args, ['pipe', 'pipe', 'pipe']);
  const said = { out: '', err: '' };
  child.stdout.on('data', (bytes) => (said.out += bytes));
  child.stderr.on('data', (bytes) => (said.err += bytes));
  child.stdin.on('error', () => {}); // it ended without reading; its status says more
  child.stdin.end(input);
  const status = await new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', done);
  });
  if (status !== 0)
    throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${said.err}`);
  return said.out;
}

// Starts a program that goes on; resolves with its first line on standard output.
export async function serve(program, args, errors) {
  const child = start(program, args, ['ignore', 'pipe', errors]);
  const { match, stop } = await hear(child, program, child.stdout, /^(.*)\n/);
  return { line: match[1], stop };
}

// The same, for one that says `wanted` on standard error.
export function serveOn(program, args, wanted, env) {
  const child = start(program, args, ['ignore', 'ignore', 'pipe'], env);
  return hear(child, program, child.stderr, wanted);
}

async function hear(child, program, stream, wanted) {
  let said = '';
  const match = await new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (status) => failed(new Error(`${program} ended with ${status}: ${said}`)));
    stream.on('data', (bytes) => {
      said += bytes;
      const found = wanted.exec(said);
      if (found) done(found);
    });
  });
  const stop = () =>
    new Promise((done) => {
      if (child.exitCode !== null || child.signalCode !== null) return done();
      child.once('exit', () => done());
      child.kill('SIGTERM');
    });
  return { match, stop };
}
