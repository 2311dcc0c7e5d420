// A scheme is founded through the pages: two leads make their keys, see the draft and sign it; then the
// broker that waited is the scheme's.
import assert from 'node:assert/strict';
import { copyFileSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Person, texts } from './rig/people.mjs';
import { run, serve, temporaryFolder } from './rig/processes.mjs';
import * as where from './rig/where.mjs';

const t = texts.lead;

describe('founding', { timeout: 900_000 }, () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const leads = [{ name: 'first-lead' }, { name: 'second-lead' }];
  const draft = join(folder, 'genesis-draft');
  let served;

  async function start(...args) {
    const errors = openSync(join(folder, 'broker.log'), 'a', 0o600);
    const listening = [...args, '--listen', '127.0.0.1:0', '--web', where.pages];
    const { line, stop } = await serve(where.broker, listening, errors);
    const address = /^serving pages alone on (http:\/\/127\.0\.0\.1:\d+): there is no scheme yet$/
      .exec(line)?.[1];
    assert.ok(address, line);
    served = { address, stop };
  }
  const at = async (path, options) => {
    const response = await fetch(served.address + path, options);
    return { status: response.status, text: await response.text() };
  };

  // A lead on the page for leads; of the network it says what it must.
  async function visiting(lead, heading, what) {
    const person = await Person.at(served, lead.name);
    person.looking = true;
    try {
      await person.visitor.go('/desk');
      await person.heading(heading).waitFor();
      await what(person);
      person.visitor.forgiveNetwork();
      assert.deepEqual(person.visitor.problems, []);
    } finally {
      await person.close();
    }
  }
  async function save(person, text) {
    const [download] = await Promise.all([
      person.page.waitForEvent('download'),
      person.press(text),
    ]);
    return readFileSync(await download.path());
  }

  before(() => start('pages'));
  after(() => served?.stop());

  it('each lead makes a key where there are pages and nothing else', async () => {
    for (const lead of leads) {
      await visiting(lead, t.founding.heading, async (person) => {
        await person.look('founding');
        await person.press(t.start.links.makeKey.name);
        await person.press(t.makeKey.button);
        await person.heading(t.keyWords.heading).waitFor();
        lead.words = await person.shownWords();
        await person.press(t.keyWords.button);
        await person.heading(t.keyCheck.heading).waitFor();
        for (const input of await person.page.locator('main input').all()) {
          const place = /(\d+)$/.exec(await input.getAttribute('id'))[1];
          await input.fill(lead.words[place - 1]);
        }
        await person.continue();
        await person.heading(t.keyFile.heading).waitFor();
        lead.file = join(folder, `${lead.name}.key`);
        writeFileSync(lead.file, await save(person, t.keyFile.download));
        lead.publicKey = (await save(person, t.keyFile.downloadPublic)).toString().trim();
        assert.match(lead.publicKey, /^[0-9a-f]{64}$/);
      });
    }
    await served.stop();
  });

  it('a broker whose draft waits has pages, and says everywhere else that it is not founded', async () => {
    const keys = leads.flatMap(({ publicKey }) => ['--lead', publicKey]);
    const scheme = join(folder, 'scheme.toml');
    const days = readFileSync(where.demoScheme, 'utf8').replace(/^day_seconds = 4$/m, 'day_seconds = 86400');
    writeFileSync(scheme, days);
    copyFileSync(where.concernSteps, join(folder, 'concern-steps.toml'));
    await run(where.broker, [
      'init',
      '--scheme',
      scheme,
      '--data',
      data,
      '--seal-with',
      `file:${data}.seal`,
      ...keys,
    ]);
    writeFileSync(draft, readFileSync(join(data, 'genesis-draft')));
    await start('serve', '--data', data);
    for (const path of ['/', '/desk', '/people']) assert.equal((await at(path)).status, 200);
    for (const path of ['/health', '/checkpoint', '/log', '/genesis-draft', '/gateway']) {
      const { status, text } = await at(path);
      assert.equal(status, 503, path);
      assert.match(text, /^not founded\n/, path);
    }
    assert.equal((await at('/gateway', { method: 'POST' })).status, 503);
  });

  it('everybody else reads that the scheme has not begun', async () => {
    const person = await Person.at(served, 'anybody');
    person.looking = true;
    await person.visitor.go('/supporters');
    await person.says(texts.scheme.notFounded.heading).waitFor();
    await person.look('not-founded');
    assert.equal(await person.page.locator('main a[href="/open"]').count(), 0);
    await person.page.locator('main a[href="/desk"]').click();
    await person.heading(t.founding.heading).waitFor();
    await person.close();
  });

  it('each lead sees what they sign, and signs it', async () => {
    for (const lead of leads) {
      await visiting(lead, t.founding.heading, async (person) => {
        await person.press(t.start.links.draft.name);
        await person.page.getByLabel(t.draft.file).setInputFiles(draft);
        await person.continue();
        await person.heading(t.draftSeen.heading).waitFor();
        for (const { publicKey } of leads) {
          const shown = (await person.page.locator('main').innerText()).replace(/\s/g, '');
          assert.ok(shown.includes(publicKey));
        }
        await person.continue();
        await person.heading(t.draftKey.heading).waitFor();
        await person.page.getByLabel(t.keyForm.file).setInputFiles(lead.file);
        await person.page.getByLabel(t.keyForm.words).fill(lead.words.join(' '));
        await person.press(t.draftKey.button);
        await person.heading(t.draftSigned.heading).waitFor();
        lead.signature = (await save(person, t.draftSigned.download)).toString().trim();
        assert.match(lead.signature, /^[0-9a-f]{128}$/);
      });
    }
  });

  it('the process that waited is the founded broker, at the same address', async () => {
    const signatures = leads.flatMap(({ signature }) => ['--sign', signature]);
    await run(where.broker, ['found', '--data', data, ...signatures]);
    const health = async () => (await at('/health').catch(() => ({ status: 0 }))).status;
    const until = Date.now() + 30_000;
    while ((await health()) !== 200) {
      assert.ok(Date.now() < until, 'it goes on as the broker');
      await new Promise((done) => setTimeout(done, 200));
    }
    assert.equal((await at('/checkpoint')).status, 200);
    await visiting(leads[0], t.start.heading, async (person) => {
      await person.press(t.start.links.open.name);
      await person.heading(t.open.heading).waitFor();
      await person.page.getByLabel(t.keyForm.file).setInputFiles(leads[0].file);
      await person.page.getByLabel(t.keyForm.words).fill(leads[0].words.join(' '));
      await person.continue();
      await person.heading(t.waiting.heading).waitFor();
    });
  });
});
