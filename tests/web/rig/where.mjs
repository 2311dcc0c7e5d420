// Where the built product is, and where output goes.
import { fileURLToPath } from 'node:url';
import { join, resolve } from 'node:path';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
const build = join(root, '.build');

export const programs = resolve(process.env.SOTTO_PROGRAMS ?? join(build, 'product'));
export const broker = join(programs, 'broker/sotto-broker');
export const sotto = join(programs, 'client/sotto');
// The public files of a scheme that has figures (tests/web/figures_sample.cc).
export const figuresSample = join(programs, 'tests/web/figures_sample');
// Data folders of a scheme whose quarter is over (tests/web/quarter_sample.cc).
export const quarterSample = join(programs, 'tests/web/quarter_sample');
export const pages = resolve(process.env.SOTTO_PAGES ?? join(build, 'web/dist'));
export const screenshots = resolve(process.env.SOTTO_SCREENSHOTS ?? join(build, 'screenshots'));
export const demoScheme = join(root, 'broker/schemes/demo.toml');
// A scheme names it, beside itself.
export const concernSteps = join(root, 'broker/schemes/concern-steps.toml');
// What tries cells and multiplies, for the numbers (tests/wasm/core_bench.cc).
export const bench = resolve(
  process.env.SOTTO_BENCH ?? join(build, 'wasm/tests/wasm/core_bench.wasm'),
);
