// The pages for everybody.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { axe, inOwnWorld, Visitor } from './rig/browser.mjs';
import { kept, look, nothing } from './rig/look.mjs';
import { paths, texts } from './rig/texts.mjs';
import { screenshots } from './rig/where.mjs';
import { supporters, world } from './rig/world.mjs';

const nameOf = (path) => `public-${path === '/' ? 'start' : path.slice(1)}`;

describe('pages for everybody', { timeout: 600_000 }, () => {
  let here;
  let visitor;
  before(async () => {
    here = await world();
    visitor = await Visitor.at(here.address);
  });
  after(async () => {
    await visitor?.close();
    await here?.close();
  });

  for (const path of paths) {
    it(`${path} has no fault that a machine can find, fits 320 pixels, and needs no colour`, async () => {
      const page = await visitor.go(path);
      await page.locator('h1').waitFor();
      await page.getByText(texts.scheme.waiting).waitFor({ state: 'detached' });
      await look(visitor, nameOf(path));
      assert.equal(await page.evaluate(() => location.pathname), path);
    });
  }

  it('a path that is none is said to be none', async () => {
    // Somebody else's browser: it complains about the status, at a moment of its own.
    const lost = await Visitor.at(here.address);
    const answer = await lost.page.goto(`${here.address}/nothing-here`);
    assert.equal(answer.status(), 404);
    await lost.close();
  });

  it('a button of ten pixels is found', async () => {
    await visitor.go('/');
    await visitor.page.locator('h1').waitFor();
    await inOwnWorld(
      visitor.page,
      `for (const name of ['one', 'two']) {
        const button = document.createElement('button');
        button.setAttribute('aria-label', name);
        for (const [key, value] of Object.entries({ width: '10px', height: '10px', padding: '0', border: '0', margin: '0', position: 'static' }))
          button.style.setProperty(key, value, 'important');
        document.querySelector('main').append(button);
      }`,
    );
    const found = await axe(visitor.page);
    assert.ok(
      found.some((line) => line.startsWith('target-size')),
      found.join('\n') || 'nothing found',
    );
  });

  it('the list of supporters is filtered without a request', async () => {
    const page = await visitor.go('/supporters');
    const names = () => page.locator('.sotto-entries h2').allTextContents();
    await page.getByRole('heading', { name: supporters[0].name }).waitFor();
    assert.deepEqual((await names()).sort(), supporters.map(({ name }) => name).sort());
    here.proxy.clear();
    const asked = visitor.requests.length;
    await page
      .getByLabel(texts.supporters.filter.specialty, { exact: true })
      .selectOption('Surgery');
    assert.deepEqual(await names(), ['Dr Ash Example']);
    await look(visitor, 'public-supporters-filtered');
    await page.getByRole('button', { name: texts.supporters.reset }).click();
    await page
      .getByLabel(texts.supporters.filter.languages, { exact: true })
      .selectOption('Polish');
    assert.deepEqual(await names(), ['Dr Hazel Example']);
    await page.getByRole('button', { name: texts.supporters.reset }).click();
    await page.getByLabel(texts.supporters.hide.site, { exact: true }).selectOption('North Site');
    assert.deepEqual((await names()).sort(), ['Dr Ash Example', 'Dr Yarrow Example']);
    await page.getByText(texts.supporters.paused).waitFor();
    await page.getByLabel(texts.supporters.hide.specialty, { exact: true }).selectOption('Surgery');
    assert.deepEqual(await names(), ['Dr Yarrow Example']);
    await page.getByLabel(texts.supporters.filter.languages, { exact: true }).selectOption('Welsh');
    assert.deepEqual(await names(), []);
    await page.getByText(texts.supporters.noneLeft).waitFor();
    await page.getByRole('button', { name: texts.supporters.reset }).click();
    assert.equal((await names()).length, supporters.length);
    assert.deepEqual(here.proxy.seen, []);
    assert.equal(visitor.requests.length, asked);
  });

  it('every page asks for the same files, all of them when it loads', async () => {
    const sets = [];
    // What to do this month says how the service is, which is nobody's own affair.
    const health = 'GET /health 200';
    for (const path of paths) {
      const fresh = await Visitor.at(here.address);
      here.proxy.clear();
      const page = await fresh.go(path);
      await page.locator('h1').waitFor();
      await page.getByText(texts.scheme.waiting).waitFor({ state: 'detached' });
      await page.waitForLoadState('networkidle');
      const asked = here.proxy.seen.map(({ method, url, status }) => `${method} ${url} ${status}`);
      const files = asked.slice(1).filter((line) => path !== '/month' || line !== health);
      sets.push(files.sort().join('\n'));
      await fresh.close();
    }
    for (const [index, set] of sets.entries()) assert.equal(set, sets[0], paths[index]);
    assert.doesNotMatch(sets[0], / 404$/m);
  });

  it('text is set in a font of the computer, and nothing comes from another place', async () => {
    const page = await visitor.go('/');
    await page.locator('h1').waitFor();
    const font = await page
      .locator('main p')
      .first()
      .evaluate((p) => getComputedStyle(p).fontFamily);
    assert.match(font, /arial.*sans-serif/i);
    for (const address of visitor.requests) assert.ok(address.startsWith(here.address), address);
  });

  it('nothing is kept in the browser', async () => {
    assert.deepEqual(await kept(visitor), nothing);
  });

  it('the calendar file has a title that says nothing', async () => {
    const page = await visitor.go('/days');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: texts.days.button }).click(),
    ]);
    assert.equal(file.suggestedFilename(), texts.days.fileName);
    const stream = await file.createReadStream();
    let text = '';
    for await (const bytes of stream) text += bytes;
    assert.match(text, new RegExp(`SUMMARY:${texts.days.eventTitle}\r\n`));
    assert.match(text, /BYDAY=MO,WE,FR/);
    assert.doesNotMatch(text, /sotto|support|peer|http/i);
  });

  it('without JavaScript there is an honest page with people to speak with', async () => {
    const plain = await Visitor.at(here.address, { javaScriptEnabled: false });
    const page = await plain.go('/');
    await page.getByRole('link', { name: 'without JavaScript' }).click();
    await page.getByText('01632 960031').first().waitFor();
    await page.screenshot({ path: join(screenshots, 'no-script-people.png'), fullPage: true });
    await page.getByRole('link', { name: texts.app.leave }).first().click();
    await page.waitForURL('**/left');
    assert.deepEqual(plain.problems, []);
    await plain.close();

    const scripted = await Visitor.at(here.address);
    await scripted.go('/people');
    assert.deepEqual(await axe(scripted.page), []);
    await scripted.go('/left');
    assert.deepEqual(await axe(scripted.page), []);
    await scripted.page.screenshot({ path: join(screenshots, 'left.png') });
    await scripted.close();
  });

  it('a browser that lacks something is told, and nothing begins', async () => {
    const old = await Visitor.at(here.address);
    await old.context.addInitScript(() => delete globalThis.WebAssembly);
    const page = await old.go('/');
    await page.getByRole('heading', { name: texts.lacking.heading }).waitFor();
    await page.getByText(texts.lacking.need.wasm).waitFor();
    await look(old, 'public-lacking', { parcels: false });
    assert.deepEqual(here.proxy.to('/gateway'), []);
    await old.close();
  });

  it('no request had a query, and none was refused', () => {
    for (const { url, status } of here.proxy.seen) {
      assert.doesNotMatch(url, /\?/);
      assert.ok(status < 400, `${url} ${status}`);
    }
    assert.deepEqual(visitor.problems, []);
  });
});
