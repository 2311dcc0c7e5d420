// Playwright drives only a Firefox of its own, which Debian does not have; so Debian's is started as a
// person would start it, without hands: the page has to get as far as the whole directory by itself.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { temporaryFolder } from './rig/processes.mjs';
import { screenshots } from './rig/where.mjs';
import { world } from './rig/world.mjs';

describe('Firefox', { timeout: 120_000 }, () => {
  let here;
  before(async () => (here = await world()));
  after(() => here?.close());

  it('loads the page, starts the worker, compiles the module and fetches what everybody may read', async () => {
    const picture = join(screenshots, 'firefox-supporters.png');
    const home = temporaryFolder();
    await new Promise((done) => {
      const args = ['--headless', '--no-remote', '--profile', home, '--screenshot', picture];
      execFile(
        'firefox-esr',
        [...args, '--window-size=1200,1400', `${here.address}/supporters`],
        { timeout: 60_000, env: { ...process.env, HOME: home, MOZ_HEADLESS: '1' } },
        () => done(),
      );
    });
    assert.ok(existsSync(picture) && statSync(picture).size > 10_000);
    const asked = here.proxy.seen.map(({ url }) => url);
    for (const path of ['/supporters', '/checkpoint', '/log', '/policy', '/directory']) {
      assert.ok(asked.includes(path), `Firefox did not ask for ${path}: ${asked.join(' ')}`);
    }
    assert.ok(asked.some((url) => url.endsWith('.wasm')));
    assert.ok(here.proxy.seen.every(({ status }) => status === 200 || status === 404));
  });
});
