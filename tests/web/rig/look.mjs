// What is asked of every page in every state; and a picture of it.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { axe, inOwnWorld } from './browser.mjs';
import { texts } from './texts.mjs';
import { screenshots } from './where.mjs';

mkdirSync(screenshots, { recursive: true });

// What a page must be for everybody; name: of the pictures.
export async function look(visitor, name, { parcels = true, error = false } = {}) {
  const { page } = visitor;
  await page.mouse.move(0, 0); // what is under it looks otherwise
  const title = (error ? texts.app.errorPrefix : '') + texts.app.title;
  assert.equal(await page.title(), title, `${name}: the title says what the page is`);
  assert.equal(await page.locator('h1').count(), 1, `${name}: headings of the first level`);
  if (parcels) {
    await page.getByText(texts.app.parcels, { exact: true }).waitFor();
    await page.getByRole('link', { name: texts.app.links.help, exact: true }).first().waitFor();
  }
  assert.deepEqual(await axe(page), [], name);
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
  await reflow(visitor, name);
  await forced(visitor, name);
  assert.deepEqual(visitor.problems.splice(0), [], name);
}

// Nothing runs off the screen at 320 pixels, which is 1,280 at 400 %.
export async function reflow({ page }, name) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const { wide, over } = await inOwnWorld(
    page,
    `({ wide: document.documentElement.scrollWidth, over: [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > 321 && getComputedStyle(element).position !== 'absolute')
      .slice(0, 3).map((element) => element.outerHTML.slice(0, 120)) })`,
  );
  assert.ok(wide <= 320, `${name} is ${wide} pixels wide on 320: ${over.join(' | ')}`);
  await page.screenshot({ path: join(screenshots, `${name}-320.png`), fullPage: true });
  await page.setViewportSize(before);
}

// With the colours of the system and none of ours, what can be pressed or typed in still has an edge or an
// underline; and nothing moves for who wants that.
async function forced({ page }, name) {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  const { bare, moving } = await inOwnWorld(
    page,
    `({ moving: document.getAnimations().length, bare: [...document.querySelectorAll('main button, main a, main textarea, main select, main input:not([type=file])')]
      .filter((element) => {
        const { borderTopWidth, borderTopStyle, textDecorationLine, opacity } = getComputedStyle(element);
        const edge = parseFloat(borderTopWidth) > 0 && borderTopStyle !== 'none';
        return !edge && textDecorationLine === 'none' && opacity !== '0';
      })
      .slice(0, 3).map((element) => element.outerHTML.slice(0, 120)) })`,
  );
  await page.screenshot({ path: join(screenshots, `${name}-forced.png`), fullPage: true });
  await page.emulateMedia({ forcedColors: null, reducedMotion: null });
  assert.deepEqual(bare, [], `${name}: without edges in forced colours`);
  assert.equal(moving, 0, `${name}: something moves`);
}

// What a browser may have kept of a visitor.
export async function kept(visitor) {
  const inPage = await inOwnWorld(
    visitor.page,
    `(async () => ({
      local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie,
      databases: (await indexedDB.databases()).map(({ name }) => name), caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length }))()`,
  );
  return { ...inPage, cookies: await visitor.context.cookies() };
}
export const nothing = {
  local: {},
  session: {},
  cookie: '',
  databases: [],
  caches: [],
  workers: 0,
  cookies: [],
};
