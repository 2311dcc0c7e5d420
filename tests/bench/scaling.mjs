// docs/scaling.md: what a scheme of some size needs, worked out from what was measured.

const CELL = 2048 + 32; // bytes of a cell and its hash in a day file (docs/spec/boards.md)
const DAYS = 14;
const MIB = 2 ** 20;
// The example's people. Invented; what they change is in proportion.
const DAYS_BETWEEN_VISITS = 28; // of a colleague
const COMMITS = { colleague: 2, supporter: 3 }; // a visit
const SUPPORTER_VISITS = 3 / 7; // a day
const COLLEAGUES_OF_ONE = 100; // for each supporter, and never fewer than four supporters
const LIMIT = 32; // MiB a visit, beyond which we would not go

export function scheme(colleagues) {
  const supporters = Math.max(4, Math.round(colleagues / COLLEAGUES_OF_ONE));
  const enquiries = (colleagues / DAYS_BETWEEN_VISITS) * COMMITS.colleague; // cells a day
  const replies = supporters * SUPPORTER_VISITS * COMMITS.supporter * 6;
  const visits = colleagues / DAYS_BETWEEN_VISITS + supporters * SUPPORTER_VISITS;
  return { colleagues, supporters, enquiries, replies, visits };
}

const whole = (value) => Math.round(value).toLocaleString('en-GB');
const short = (value) => (value >= 100 ? whole(value) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

// runs: as report.mjs read them. Undefined unless everything that it takes was measured.
export function scaling(runs) {
  const find = (bench, part) => runs[bench]?.rows.findLast((row) => row.name.includes(part))?.median;
  const costs = {
    colleague: find('commit', "colleague's commit: broker CPU"), // only whether it was measured
    commit: find('growth', "colleague's commit, microseconds"),
    supporterCommit: find('growth', 'redemption, microseconds'),
    mebibyte: find('download', 'CPU a MiB'),
    cell: find('scan', 'a cell with 10 keys'),
    wasm: find('wasm', 'in a page of Chromium: seconds'),
    rate: find('commit', "colleague's commit: durable commits a second, 64"),
    memory: find('growth', "broker's own memory"),
  };
  if (Object.values(costs).includes(undefined)) return undefined;
  const wasmCells = Number(
    runs.wasm.rows.find((row) => row.name.includes('Chromium /')).name.match(/scan of (\d+)/)[1],
  );
  const inBrowser = (costs.wasm * 1e6) / wasmCells; // microseconds a cell

  const line = (name, colleagues) => {
    const s = scheme(colleagues);
    const mib = { colleague: (s.replies * DAYS * CELL) / MIB, supporter: (s.enquiries * DAYS * CELL) / MIB };
    const cells = { colleague: s.replies * DAYS, supporter: (s.enquiries * 7) / 3 };
    const work = { // milliseconds of the broker's CPU a visit
      colleague: (COMMITS.colleague * costs.commit + mib.colleague * costs.mebibyte) / 1000,
      supporter: (COMMITS.supporter * costs.supporterCommit + mib.supporter * costs.mebibyte) / 1000,
    };
    const perDay =
      ((s.colleagues / DAYS_BETWEEN_VISITS) * work.colleague +
        s.supporters * SUPPORTER_VISITS * work.supporter) / 1000;
    const perDayGib =
      ((s.colleagues / DAYS_BETWEEN_VISITS) * mib.colleague +
        s.supporters * SUPPORTER_VISITS * mib.supporter) / 1024;
    const disk = ((s.colleagues + s.supporters) * 36 * 1024 + (s.enquiries + s.replies) * DAYS * CELL) / MIB;
    return `| ${name}: ${whole(colleagues)}, ${whole(s.supporters)} supporters | ${short(mib.colleague)} / ${short(mib.supporter)} | ${short((cells.colleague * inBrowser) / 1e6)} / ${short((cells.supporter * inBrowser) / 1e6)} | ${short(work.colleague)} / ${short(work.supporter)} | ${short(perDay)} | ${short(perDayGib)} | ${short(disk / 1024)} |`;
  };
  const most = Math.floor(
    (LIMIT * MIB) / Math.max((COMMITS.colleague * DAYS * CELL) / DAYS_BETWEEN_VISITS,
      (SUPPORTER_VISITS * COMMITS.supporter * 6 * DAYS * CELL) / COLLEAGUES_OF_ONE),
  );
  const busy = ['commit', 'growth', 'download', 'scan', 'wasm'].some((name) => runs[name].busy > 10);

  return `# How far one broker goes

\`./run bench\` works this page out from what it measured ([benchmarks.md](benchmarks.md)); the people in it
are invented: a colleague opens their locker once in four weeks and sends two commits, a supporter
comes three times a week and sends three, one supporter serves a hundred colleagues, four at least.
${busy ? '**The machine was busy when its lines were measured**, so that times are rather too long.\n' : ''}
The lines: a colleague's commit costs the broker ${whole(costs.commit)} µs of CPU and a supporter's, with its
redemption, ${whole(costs.supporterCommit)} µs, both with the fullest store that was tried; a MiB of a day file
${whole(costs.mebibyte)} µs; a cell tried with ten keys takes ${whole(costs.cell)} µs natively and ${whole(inBrowser)} µs in a browser;
${whole(costs.rate)} colleagues' commits a second became durable on two cores; the broker's own memory was
${whole(costs.memory)} MiB. A cell has ${whole(CELL)} bytes on a board, with its hash, and a board 14 days. A locker takes
36 KiB on the disk.

| colleagues | MiB a visit (colleague / supporter) | seconds of trying in a browser, at most | broker, ms of CPU a visit | s of CPU a day | GiB sent a day | GiB on disk |
|---|---|---|---|---|---|---|
${[
    ['a hospital', 100],
    ['a small Board', 1_000],
    ['a large Board', 10_000],
    ['Scotland', 20_000],
    ['the NHS', 200_000],
  ].map(([name, colleagues]) => line(name, colleagues)).join('\n')}

Numbers of doctors are round. Bytes do not depend on what anybody has to say: everybody downloads the
whole board that is read in their role. Seconds of trying are for ten live keys and, of a colleague,
for all 14 days, because four weeks have passed; most have one key or none, and who comes again
sooner tries only what is new.

## Hardware

Up to a large Board: one small virtual machine with one or two cores, 1 GiB of memory and a disk that
keeps what it syncs. The broker's work is minutes a day; memory hardly grows with lockers and spent
passes, because the store's pages are the kernel's. What grows is what is downloaded: it is the same
for everybody, immutable once its day is over, and a relay may keep it, so that the broker sends each
day file once.

## Where one board a scheme stops

Bytes a visit grow with the whole scheme, for everybody. At ${LIMIT} MiB a visit, which is more than we
would ask of a telephone, the example reaches about ${whole(most)} colleagues. Neither the broker nor the
disk stops it there.

Beyond, a scheme is divided: by Board or region, each with a broker, a log and two boards of its own.
A colleague hides among those of their scheme, thousands, and reads no more than they did. Dividing
one board by supporter instead would save more, and tell from what a colleague downloads whom they
may have written to; so we do not.
`;
}
