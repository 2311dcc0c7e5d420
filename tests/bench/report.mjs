// node report.mjs RECORDS DOCS: what bench.sh recorded, as DOCS/benchmarks.md, benchmarks.json and plots.
// Parts without a record stay as benchmarks.json has them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { median } from './records.mjs';
import { scaling } from './scaling.mjs';
import { head, missed, sections } from './sections.mjs';

const [records, docs] = process.argv.slice(2);
const QUIET = 10; // percent of the processors that others may use in a run that counts as quiet

const machine = {
  cpu: cpus()[0].model.trim(),
  cores: cpus().length,
  memory_gib: Math.round(totalmem() / 2 ** 30),
  kernel: release().split('-')[0],
};

const before = JSON.parse(readFileSync(join(docs, 'benchmarks.json'), 'utf8')).runs;

function read({ bench, output }) {
  const file = join(records, `${bench}.jsonl`);
  if (!existsSync(file)) return before[bench];
  const lines = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const run = lines.pop();
  const rows = lines.map((row) => ({
    ...row,
    median: median(row.values),
    lowest: Math.min(...row.values),
    highest: Math.max(...row.values),
  }));
  if (output) run.output = readFileSync(join(records, `${bench}.txt`), 'utf8').trim();
  return { ...run, rows };
}

function number(value) {
  const size = Math.abs(value);
  if (size >= 10_000) return Math.round(value).toLocaleString('en-GB');
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4);
}

function measured(row) {
  if (row.values.length === 1) return number(row.median);
  return `${number(row.median)} (${number(row.lowest)}–${number(row.highest)})`;
}

function goal(row) {
  if (row.goal === undefined) return '';
  const sign = row.bound === 'at most' ? '≤' : '≥';
  return `${sign} ${number(row.goal)}${row.met ? '' : ', **missed**'}`;
}

function conditions(run) {
  const load =
    run.busy <= QUIET
      ? `on a quiet machine (others used ${run.busy} % of it just before and after)`
      : `**on a busy machine**: others used ${run.busy} % of it just before and after, which widens the spreads`;
  return `Measured on ${run.day}, ${load}${run.quick ? '; a short run' : ''}.`;
}

function section({ bench, title, text, plot }) {
  const run = runs[bench];
  if (!run) return '';
  const parts = [`## ${title}`, text];
  if (run.output) {
    parts.push(`\`\`\`\n${run.output}\n\`\`\``);
  } else {
    const rows = run.rows.map(
      (row) => `| ${row.name.trim().replaceAll('|', '/')} | ${goal(row)} | ${measured(row)} |`,
    );
    parts.push(['| | goal | median (lowest–highest) |', '|---|---|---|', ...rows].join('\n'));
  }
  if (plot) parts.push(`![${plot.alt}](benchmarks/${plot.file})`);
  parts.push(conditions(run));
  return `${parts.join('\n\n')}\n`;
}

function sinceMissed() {
  const now = Object.values(runs).flatMap(({ rows }) => rows);
  const rows = missed.map(({ name, before, change }) => {
    const row = now.find((each) => each.name === name);
    if (!row) throw new Error(`no row measures "${name}"`);
    return `| ${name} | ${goal(row)} | ${before} | ${measured(row)} | ${change.replaceAll('\n', ' ')} |`;
  });
  return `## Goals that a run has missed\n
| | goal | then | now | found and changed |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
}

// --- plots, by gnuplot ---

function gnuplot(file, commands, data) {
  const folder = join(docs, 'benchmarks');
  mkdirSync(folder, { recursive: true });
  const values = join(records, 'plot.dat');
  writeFileSync(values, data);
  execFileSync('gnuplot', ['-e', `set terminal svg size 800,${commands.height} font "sans,11" background "white" name "sotto"; set output "${join(folder, file)}"; data = "${values}"; ${commands.text}`]);
  rmSync(values);
}

// Each ratio as a part of its goal, so that all of them fit one picture: left of the line is met.
function drawGoals(runs) {
  const rows = [];
  for (const run of Object.values(runs))
    for (const row of run.rows) {
      if (row.goal === undefined || row.goal === 0 || row.median === 0) continue;
      const part = (value) => (row.bound === 'at most' ? value / row.goal : row.goal / value);
      rows.push([row.name.trim(), part(row.median), part(row.lowest), part(row.highest)]);
    }
  rows.reverse();
  const data = rows
    .map(([name, ...parts], i) => {
      const [low, high] = [Math.min(...parts), Math.max(...parts)];
      return `${i} "${name.slice(0, 90)}" ${parts[0]} ${low} ${high}`;
    })
    .join('\n');
  gnuplot(
    'goals.svg',
    {
      height: 80 + 22 * rows.length,
      text: `unset key; set xrange [0:*]; set xlabel "part of the goal that is used up (median and spread); 1 is the goal";
        set yrange [-1:${rows.length}]; set ytics font "sans,9"; set lmargin 62; set grid x;
        set arrow 1 from 1, graph 0 to 1, graph 1 nohead lw 2 lc rgb "#d5281b";
        plot data using 3:1:4:5:($1-0.3):($1+0.3):ytic(2) with boxxyerror fs solid 0.4 lc rgb "#7fb2d9",
             data using 3:1 with points pt 7 ps 0.7 lc rgb "#005eb8"`.replaceAll('\n', ' '),
    },
    data,
  );
}

// Points of growth_bench: "10000 spent passes, 1000 lockers: colleague's commit, microseconds of CPU".
function drawGrowth(run) {
  const lines = new Map();
  for (const { name, median: middle, lowest, highest } of run.rows) {
    const [, spent, what] = name.match(/^(\d+) spent passes, \d+ lockers: (.*), microseconds of CPU$/) ?? [];
    if (!what) continue;
    // Zero has no place on a logarithmic axis: it stands at 1,000.
    const line = `${Math.max(1000, Number(spent))} ${middle} ${lowest} ${highest}`;
    lines.set(what, [...(lines.get(what) ?? []), line]);
  }
  const names = [...lines.keys()];
  const curves = names
    .map((what, i) => `data index ${i} with yerrorlines pt 7 ps 0.6 lc rgb "${['#005eb8', '#d5281b'][i]}" title "${what}"`)
    .join(', ');
  gnuplot(
    'growth.svg',
    {
      height: 400,
      text: `set logscale x; set xrange [500:2e7]; set yrange [0:*]; set grid; set key left bottom;
        set xlabel "spent passes (at 1,000: none), lockers with them"; set ylabel "microseconds of CPU";
        plot ${curves}`.replaceAll('\n', ' '),
    },
    names.map((what) => lines.get(what).join('\n')).join('\n\n\n'),
  );
}

const runs = {};
for (const each of sections) {
  const run = read(each);
  if (run) runs[each.bench] = run;
}
drawGoals(runs);
if (runs.growth) drawGrowth(runs.growth);
writeFileSync(join(docs, 'benchmarks.json'), `${JSON.stringify({ machine, runs }, null, 1)}\n`);
const where = `The machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gib} GiB of memory, Linux ${machine.kernel},
Debian 12.

![Every goal, and how much of it is used up](benchmarks/goals.svg)
`;
writeFileSync(
  join(docs, 'benchmarks.md'),
  [head, where, ...sections.map(section).filter(Boolean), sinceMissed()].join('\n'),
);
const scaled = scaling(runs);
if (scaled) writeFileSync(join(docs, 'scaling.md'), scaled);
console.log(`\nWritten: ${join(docs, 'benchmarks.md')}, benchmarks.json and the plots in benchmarks/`);
