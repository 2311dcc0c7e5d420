// node wasm_bench.mjs CORE_BENCH.WASM scan CELLS: trying a board's cells with ten keys against libsodium's
// X25519 alone, both in one WebAssembly module, in turns.
// node wasm_bench.mjs CORE_BENCH.WASM visit: proving a report, and replaying a log of 20,000 entries.
// Either in Node, and in a page of Debian's Chromium.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { exitCode, show } from './records.mjs';

const [wasm, what, cells = '0'] = process.argv.slice(2);
if (what !== 'visit' && !(what === 'scan' && Number(cells) > 0))
  throw new Error('scan CELLS, or visit?');
const rounds = 20;
const encoded = readFileSync(wasm, 'base64');

// Runs here and, as text, in the page. Gives milliseconds: [scan, floor] a round; without cells, of each
// report and each replay.
async function run(base64, cellsARound, times) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const module = await WebAssembly.compile(bytes);
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module))
    (imports[from] ??= {})[name] = () => 8;
  const box = {};
  imports.wasi_snapshot_preview1.random_get = (at, size) => {
    for (let done = 0; done < size; done += 65536)
      crypto.getRandomValues(
        new Uint8Array(box.memory.buffer, at + done, Math.min(65536, size - done)),
      );
    return 0;
  };
  const { exports } = await WebAssembly.instantiate(module, imports);
  box.memory = exports.memory;
  exports._initialize();
  const timed = (work) => {
    const began = performance.now();
    work();
    return performance.now() - began;
  };
  const often = (count, work) => {
    work();
    return Array.from({ length: count }, () => timed(work));
  };
  if (cellsARound === 0) {
    const reports = often(times, exports.bench_report);
    exports.bench_prepare_log();
    return { reports, replays: often(5, exports.bench_replay) };
  }
  exports.bench_prepare(cellsARound);
  exports.bench_scan();
  exports.bench_floor();
  const scans = [];
  for (let i = 0; i < times; ++i) {
    const first = i % 2 ? timed(exports.bench_floor) : 0;
    const scan = timed(exports.bench_scan);
    scans.push([scan, first || timed(exports.bench_floor)]);
  }
  return { scans };
}

function tellScan(where, measured) {
  const total = measured.reduce((sum, [scan]) => sum + scan, 0) / 1000;
  const name = `scan of ${cells} cells with 10 keys, ${where}`;
  const ratios = measured.map(([scan, floor]) => scan / floor);
  show(`${name} / X25519 alone in the same module`, ratios, { atMost: 1.2 });
  show(`    ${where}: seconds in all`, [total]);
}

function tellVisit(where, reports, replays) {
  show(`a report made, ${where}, ms`, reports, { atMost: 45 });
  const seconds = replays.map((each) => each / 1000);
  show(`replay of a log of 20,000 entries, ${where}, seconds`, seconds, { atMost: 6 });
}

function tell(where, { scans, reports, replays }) {
  if (scans) tellScan(where, scans);
  else tellVisit(where, reports, replays);
}

tell('WebAssembly in Node', await run(encoded, Number(cells) / rounds, rounds));
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage();
  const asked = `(${run})(${JSON.stringify(encoded)}, ${Number(cells) / rounds}, ${rounds})`;
  tell('in a page of Chromium', await page.evaluate(asked));
} finally {
  await browser.close();
}
process.exitCode = exitCode();
