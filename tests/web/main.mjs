// All tests of the pages in one process, so that they share a browser and a scheme:
//     node --test-reporter=spec tests/web/main.mjs [NAME...]
// where NAME is the beginning of a file's name. Builds nothing.
import { readdirSync } from 'node:fs';
import { after } from 'node:test';
import { closeBrowser } from './rig/browser.mjs';
import { clean } from './rig/processes.mjs';
import { scheme } from './rig/world.mjs';

// From what everybody sees to what takes longest.
const order = [
  'public',
  'served',
  'story',
  'endings',
  'locker',
  'worlds',
  'leaving',
  'trouble',
  'lying',
  'keyboard',
  'desk',
  'changes',
  'concern',
  'figures',
  'nearpeer',
  'peers',
  'founding',
  'numbers',
  'firefox',
];
const wanted = process.argv.slice(2);

const there = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith('.test.mjs'))
  .map((name) => name.slice(0, -'.test.mjs'.length));
const unknown = there.filter((name) => !order.includes(name));
if (unknown.length > 0) throw new Error(`main.mjs does not know when to run ${unknown.join(', ')}`);

after(async () => {
  await closeBrowser();
  // The reporters write their sums when nothing is open any more, so nothing may be.
  clean();
  setTimeout(() => {
    console.error(`still open after the last test: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  }, 30_000).unref();
});
const began = Date.now();
await scheme();
console.log(`a scheme was founded in ${((Date.now() - began) / 1000).toFixed(0)} s`);
for (const name of order) {
  if (!there.includes(name)) continue;
  if (wanted.length > 0 && !wanted.some((beginning) => name.startsWith(beginning))) continue;
  await import(`./${name}.test.mjs`);
}
