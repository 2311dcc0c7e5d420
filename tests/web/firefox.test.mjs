// The same pages in Debian's Firefox: as far as a locker, an enquiry, and leaving.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Firefox } from './rig/firefox.mjs';
import { fill, texts } from './rig/texts.mjs';
import { screenshots } from './rig/where.mjs';
import { world } from './rig/world.mjs';

const quoted = JSON.stringify;

describe('Firefox', { timeout: 900_000 }, () => {
  let here;
  let firefox;
  before(async () => {
    here = await world();
    firefox = await Firefox.start();
  });
  after(async () => {
    await firefox?.close();
    await here?.close();
  });

  const heading = (text) =>
    firefox.until(`document.querySelector('h1')?.textContent === ${quoted(text)}`);
  // Marks around another person's words are left out.
  const press = (text) =>
    firefox.evaluate(
      `[...document.querySelectorAll('main button')].find((button) =>
        button.textContent.replace(/[\\u2068\\u2069]/g, '') === ${quoted(text)}).click()`,
    );

  it('shows the directory, which it has checked itself', async () => {
    await firefox.go(`${here.address}/supporters`);
    await firefox.until(`document.body.innerText.includes('Dr Rowan Example')`);
    writeFileSync(join(screenshots, 'firefox-supporters.png'), await firefox.screenshot());
  });

  it('opens a locker, asks a supporter, and the commit on leaving arrives', async () => {
    await firefox.go(`${here.address}/open`);
    await firefox.until(`document.getElementById('words') !== null`);
    await firefox.evaluate(`{
      const input = document.getElementById('words');
      input.value = ${quoted(here.scheme.words('quill'))};
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }`);
    await press(texts.personal.words.button);
    const { home, choose, notice, means, check, done } = texts.colleague;
    await heading(home.heading);
    await press(home.choose);
    await heading(choose.heading);
    await press(fill(texts.supporters.choose, { name: 'Dr Rowan Example' }));
    await heading(notice.heading);
    await press(texts.app.continue);
    await heading(means.heading);
    await press(texts.app.continue);
    await heading(check.heading);
    await press(fill(check.button, { name: 'Dr Rowan Example' }));
    await heading(done.heading);
    writeFileSync(join(screenshots, 'firefox-done.png'), await firefox.screenshot());
    await firefox.evaluate(`document.querySelector('.sotto-leave').click()`);
    await firefox.until(`location.pathname === '/left'`);
    await new Promise((later) => setTimeout(later, 1_000));
    const { engagements } = await here.sotto('quill', ['show']);
    assert.equal(engagements.length, 1);
  });

  it('asked only what every visitor asks, and was refused nothing', () => {
    for (const { url, status } of here.proxy.seen) {
      assert.doesNotMatch(url, /\?/);
      assert.ok(status === 200 || status === 303, `${url} ${status}`);
    }
  });
});
