// How long things take in the browser. What a busy machine could break is tried three times, and printed.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { WorkerOf } from './rig/browser.mjs';
import { Person, texts } from './rig/people.mjs';
import { bench } from './rig/where.mjs';
import { world } from './rig/world.mjs';

const cells = 10_000;

// A day's file of one batch: nobody can tell it from one that people filled (docs/spec/boards.md).
function dayFile() {
  const made = Array.from({ length: cells }, () => randomBytes(2048)).map((cell) => ({
    cell,
    hash: createHash('sha256').update(cell).digest(),
  }));
  made.sort((a, b) => Buffer.compare(a.hash, b.hash));
  const head = Buffer.alloc(12);
  head.writeBigUInt64BE(1n, 0);
  head.writeUInt32BE(cells, 8);
  return Buffer.concat([head, ...made.map(({ hash }) => hash), ...made.map(({ cell }) => cell)]);
}

// Long tasks of the page, gaps between its frames, and which text stood there when.
async function watch(person) {
  await person.visitor.context.addInitScript(() => {
    const watched = { tasks: [], gap: 0, seen: [] };
    globalThis.sottoWatched = watched;
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        watched.tasks.push([startTime, duration]);
    }).observe({ type: 'longtask', buffered: true });
    let last = 0;
    const frame = (now) => {
      if (last > 0) watched.gap = Math.max(watched.gap, now - last);
      last = now;
      const text =
        document.querySelector('main [role=status] + *, main h1, main [role=status]')
          ?.textContent ?? '';
      const status = document.querySelector('main p[role=status]')?.textContent ?? '';
      const at = `${text}|${status}`;
      if (watched.seen.at(-1)?.[1] !== at) watched.seen.push([now, at]);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}
const watched = (person) => person.page.evaluate(() => globalThis.sottoWatched);
const longest = ({ tasks }) => Math.max(0, ...tasks.map(([, duration]) => duration));

// The first of three tries that is good, or the last.
async function best(attempt, good) {
  let result;
  for (let i = 0; i < 3; ++i) {
    result = await attempt();
    if (good(result)) break;
  }
  return result;
}

// The goals are for a machine of one's own, and what was measured is printed beside them. What fails a test
// leaves room for a machine that is shared.
const shared = 3;

describe('numbers', { timeout: 900_000 }, () => {
  let here;
  before(async () => (here = await world()));
  after(() => here?.close());

  it('the first page is there within two seconds on a computer four times slower', async () => {
    const ready = await best(
      async () => {
        const person = await Person.at(here, 'first-page');
        const cdp = await person.visitor.context.newCDPSession(person.page);
        await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
        const began = Date.now();
        await person.visitor.go('/');
        // It is there, and answers.
        await person.page
          .getByRole('link', { name: texts.app.links.how, exact: true })
          .first()
          .click();
        await person.heading(texts.how.heading).waitFor();
        const took = Date.now() - began;
        await person.close();
        return took;
      },
      (took) => took <= 2_000,
    );
    console.log(
      `first page interactive: ${(ready / 1000).toFixed(2)} s, with the processor throttled four times`,
    );
    assert.ok(ready <= shared * 2_000, `${ready} ms`);
  });

  it('opening a locker takes between 0.4 and 2 seconds of Argon2id, and the page stays awake', async () => {
    const [keys, gap, task] = await best(
      async () => {
        const person = await Person.at(here, 'opening');
        await watch(person);
        await person.open(here.scheme.words('quill'), 'colleague');
        const seen = await watched(person);
        const at = (text) => seen.seen.find(([, each]) => each.includes(text))?.[0];
        const begun = at(texts.personal.steps.keys);
        const next = seen.seen.find(
          ([when, each]) => when > begun && !each.includes(texts.personal.steps.keys),
        )[0];
        await person.leave();
        await person.close();
        return [next - begun, seen.gap, longest(seen)];
      },
      ([took, , longTask]) => took >= 400 && took <= 2_000 && longTask <= 100,
    );
    console.log(
      `Argon2id in the browser: ${(keys / 1000).toFixed(2)} s; longest task of the page ${task.toFixed(0)} ms, ` +
        `longest gap between frames ${gap.toFixed(0)} ms`,
    );
    assert.ok(keys <= shared * 2_000, `${keys} ms`);
    assert.ok(task <= shared * 100, `a task of ${task} ms`);
  });

  it(`${cells} cells are tried while the page stays awake`, async () => {
    const file = dayFile();
    const today = Math.floor(Date.now() / 1000 / here.scheme.daySeconds);
    const at = new RegExp(`^/boards/enquiries/(${today}|${today + 1})$`);
    const [scan, gap, task] = await best(
      async () => {
        const person = await Person.at(here, 'scanning');
        await watch(person);
        // Only the newest day: the others are in the log already.
        let handed = false;
        here.proxy.rule = ({ url }) => {
          if (!at.test(url) || handed) return {};
          handed = true;
          return { swap: () => file };
        };
        here.proxy.clear();
        await person.open(here.scheme.words('hazel'), 'supporter');
        const home = Date.now();
        const lists = here.proxy.to(/^\/boards\/replies\/\d+-list$/);
        const seen = await watched(person);
        here.proxy.connect();
        await person.visitor.close();
        return [home - lists.at(-1).at, seen.gap, longest(seen)];
      },
      ([, , longTask]) => longTask <= 100,
    );
    console.log(
      `${cells} cells: opened ${(scan / 1000).toFixed(2)} s after the last file was asked for; longest task of the ` +
        `page ${task.toFixed(0)} ms, longest gap between frames ${gap.toFixed(0)} ms`,
    );
    assert.ok(task <= shared * 100, `a task of ${task} ms`);
  });

  it(`trying ${cells} cells with ten keys takes at most 1.3 times what X25519 alone takes`, async () => {
    const person = await Person.at(here, 'floor');
    await watch(person);
    const worker = await WorkerOf.page(person.page);
    await person.visitor.go('/supporters');
    await person.page.getByRole('heading', { name: 'Dr Rowan Example' }).waitFor();
    // In the page's own worker, whose policy lets it compile; in turns, so that both meet the same machine.
    const rounds = 10;
    const measured = await worker.evaluate(`(async () => {
      const bytes = Uint8Array.from(atob('${readFileSync(bench, 'base64')}'), (c) => c.charCodeAt(0));
      const module = await WebAssembly.compile(bytes);
      const imports = {};
      for (const { module: from, name } of WebAssembly.Module.imports(module))
        (imports[from] ??= {})[name] = () => 8;
      const memory = () => instance.exports.memory.buffer;
      imports.wasi_snapshot_preview1.random_get = (at, size) => {
        for (let done = 0; done < size; done += 65536)
          crypto.getRandomValues(new Uint8Array(memory(), at + done, Math.min(65536, size - done)));
        return 0;
      };
      const instance = await WebAssembly.instantiate(module, imports);
      instance.exports._initialize();
      const timed = (run) => {
        const began = performance.now();
        run();
        return performance.now() - began;
      };
      instance.exports.bench_prepare(${cells / rounds});
      return Array.from({ length: ${rounds} }, () => [
        timed(instance.exports.bench_scan), timed(instance.exports.bench_floor),
      ]);
    })()`);
    const total = measured.reduce((sum, [scan]) => sum + scan, 0);
    const ratios = measured.map(([scan, floor]) => scan / floor).sort((a, b) => a - b);
    const ratio = (ratios[rounds / 2 - 1] + ratios[rounds / 2]) / 2;
    const task = longest(await watched(person));
    console.log(
      `${cells} cells with ten keys: ${(total / 1000).toFixed(2)} s, ${ratio.toFixed(3)} × X25519; ` +
        `longest task of the page meanwhile ${task.toFixed(0)} ms`,
    );
    assert.ok(ratio <= 1.3, `${ratio}`);
    assert.ok(task <= shared * 100, `a task of ${task} ms`);
    await person.close();
  });
});
