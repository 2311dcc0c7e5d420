// node bench.mjs core_bench.wasm core.wasm [CELLS]: trying a board's cells with ten keys against the
// X25519 that no trial can do without, the replay of a log of 20,000 entries, and the time of Argon2id.
// SOTTO_CORE is core.wasm.

import { readFileSync } from 'node:fs';
import { Instance, module, World } from './world.mjs';

const cells = Number(process.argv[3] ?? 10000);
const rounds = 10;
const bench = new Instance(new WebAssembly.Module(readFileSync(process.argv[2])));
const timed = (run) => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};
bench.exports.bench_prepare(cells / rounds);
bench.exports.bench_scan();
bench.exports.bench_floor();
const measured = Array.from({ length: rounds }, () => [
  timed(() => bench.exports.bench_scan()),
  timed(() => bench.exports.bench_floor()),
]);
const ratios = measured.map(([scan, floor]) => scan / floor).sort((a, b) => a - b);
const total = measured.reduce((sum, [scan]) => sum + scan, 0);
console.log(
  `${cells} cells, ten keys: ${Math.round(total)} ms of CPU, ${ratios[rounds / 2].toFixed(3)} × X25519`,
);

bench.exports.bench_prepare_log();
bench.exports.bench_replay();
const replays = Array.from({ length: 5 }, () => timed(() => bench.exports.bench_replay()));
replays.sort((a, b) => a - b);
console.log(
  `replay of 20,000 entries: ${Math.round(replays[2])} ms of CPU (${Math.round(replays[0])} to ${Math.round(replays[4])})`,
);

const stretch = () =>
  new Instance(module).call('sotto_stretch', 'sixteen bytes of salt, and words');
const argon2 = Array.from({ length: 3 }, () => timed(stretch)).sort((a, b) => a - b)[1];
console.log(`Argon2id: ${Math.round(argon2)} ms of CPU`);
new World().stop();
