// What measures in Node: prints a median with its spread, and records it as measure.h does.
import { appendFileSync } from 'node:fs';

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

let missed = false;

// goal: {atMost} or {atLeast}, or none.
export function show(name, values, goal = {}) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const middle = median(values);
  const row = { name };
  console.log(
    `${name.padEnd(70)} ${middle.toFixed(3)}  (${low.toFixed(3)} to ${high.toFixed(3)} of ${values.length})`,
  );
  const bound = goal.atMost ?? goal.atLeast;
  if (bound !== undefined) {
    row.bound = goal.atMost === undefined ? 'at least' : 'at most';
    row.goal = bound;
    row.met = goal.atMost === undefined ? middle >= bound : middle <= bound;
    missed ||= !row.met;
    console.log(`    goal: ${row.bound} ${bound}: ${row.met ? 'met' : 'MISSED'}`);
  }
  row.values = values;
  const file = process.env.SOTTO_BENCH_RECORDS;
  if (file) appendFileSync(file, `${JSON.stringify(row)}\n`);
}

export const exitCode = () => (missed ? 1 : 0);
