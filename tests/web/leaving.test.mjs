// Leaving commits, however it is done, and takes everything along.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { heapStrings, WorkerOf } from './rig/browser.mjs';
import { kept, nothing } from './rig/look.mjs';
import { Person, texts } from './rig/people.mjs';
import { Proxy } from './rig/proxy.mjs';
import { world } from './rig/world.mjs';

const rounds = 10;

// What a visit of a role posts to the gateway last: a commit, always of one size.
const commitSize = { colleague: 36_864 + 55, supporter: 57_344 + 55 };

describe('leaving', { timeout: 900_000 }, () => {
  let here;
  before(async () => (here = await world()));
  after(() => here?.close());

  // Goes, not while a commit is under way, and waits until everything that was sent is answered.
  async function gone({ here: { proxy } }, go) {
    await proxy.quiet();
    const commits = proxy.answersTo('/gateway');
    await go();
    await proxy.answered('/gateway', commits + 1);
  }

  // A supporter pauses or unpauses in every round and is gone at once, before the first commit of the
  // visit; the next round sees whether it arrived.
  async function pauseAndGo(person, name, go) {
    const words = here.scheme.words(name);
    let arrived = 0;
    for (let round = 0; round < rounds; ++round) {
      await person.open(words, 'supporter');
      const paused = await person.says(texts.supporter.home.paused).isVisible();
      if (round > 0 && paused === (round % 2 === 1)) ++arrived;
      const link = paused ? texts.supporter.links.resume : texts.supporter.links.pause;
      const screen = paused ? texts.supporter.resume : texts.supporter.pause;
      await person.press(link);
      await person.press(screen.button);
      await person.heading(texts.supporter.home.heading).waitFor();
      await gone(person, go);
    }
    const { paused } = await here.sotto(name, ['show']);
    return arrived + (paused === (rounds % 2 === 1) ? 1 : 0);
  }

  // Side by side, to save the time that the keys take; each before a proxy of its own.
  const proxies = [];
  after(async () => {
    for (const proxy of proxies) await proxy.close();
  });
  async function apart(name) {
    const proxy = await Proxy.before(here.broker.port);
    proxies.push(proxy);
    return Person.at({ ...here, proxy, address: proxy.address }, name);
  }
  describe('in the middle of a visit', { concurrency: 2 }, () => {
    it(`closing the tab: ${rounds} of ${rounds} commits arrive`, async () => {
      const person = await apart('closing');
      const arrived = await pauseAndGo(person, 'rowan', async () => {
        const { page } = person;
        person.visitor.page = await person.visitor.newPage();
        await page.close({ runBeforeUnload: false });
      });
      assert.equal(arrived, rounds);
      assert.deepEqual(person.visitor.problems, []);
      await person.close();
    });

    it(`following a link away: ${rounds} of ${rounds} commits arrive`, async () => {
      const person = await apart('going');
      const arrived = await pauseAndGo(person, 'ash', () => person.visitor.go('/people'));
      assert.equal(arrived, rounds);
      assert.deepEqual(person.visitor.problems, []);
      await person.close();
    });
  });

  it('reloading commits, and shows nothing of what was open', async () => {
    const person = await Person.at(here, 'reloading');
    await person.open(here.scheme.words('quill'), 'colleague');
    await person.enquire('Dr Hazel Example', 'pager', '01632 960777');
    await here.proxy.quiet();
    here.proxy.clear();
    await gone(person, () => person.page.reload());
    await person.heading(texts.personal.words.heading).waitFor();
    assert.doesNotMatch(await person.page.locator('body').innerText(), /Hazel|960777/);
    const commits = here.proxy.to('/gateway').map(({ sent }) => sent);
    assert.deepEqual(commits, [commitSize.colleague]);
    const { engagements } = await here.sotto('quill', ['show']);
    assert.equal(engagements.length, 1);
    await person.close();
  });

  it('“Leave this page” leaves nothing behind, and Back shows nothing', async () => {
    const person = await Person.at(here, 'leaving');
    const value = 'zebra.crossing@example.org';
    const words = here.scheme.words('reed');
    await person.visitor.go('/');
    const worker = await WorkerOf.page(person.page);
    const usual = await heapStrings(person.page); // a safety word may be one that every page has
    await person.open(words, 'colleague');
    await person.enquire('Dr Hazel Example', 'personal-email', value);
    const words2 = await person.safetyWords();
    // The search finds what is there.
    const strings = await heapStrings(person.page);
    assert.ok(strings.some((string) => string.includes(value)));
    assert.ok(
      !strings.some((string) => string.includes(words)),
      'the seven words stay in the page',
    );
    assert.equal(person.page.workers().length, 1);
    // The worker has what is in the locker in the memory of the core, and the words nowhere any more.
    const inWorker = await worker.heapStrings();
    assert.ok(inWorker.some((string) => string.includes('sotto_leaving')));
    assert.ok(!inWorker.some((string) => string.includes(words)), 'the worker keeps the words');
    const { memories, found } = await worker.inMemory([value, words]);
    assert.equal(memories, 1, 'the instance that made the keys is still there');
    assert.deepEqual(found, [value]);
    await person.leave();
    assert.ok(worker.over, 'the worker outlives its page');
    assert.equal(person.page.workers().length, 0);
    const rare = words2.filter((word) => !usual.some((each) => each.includes(word)));
    const planted = [value, words, words2.join(' '), ...rare, 'Hazel'];
    const left = await heapStrings(person.page);
    for (const string of planted) {
      assert.ok(!left.some((each) => each.includes(string)), `"${string}" is still in memory`);
    }
    assert.deepEqual(await kept(person.visitor), nothing);

    // Everything that Back can reach.
    for (let i = 0; i < 4; ++i) {
      const went = await person.page.goBack({ timeout: 5_000 }).catch(() => null);
      const text = await person.page.locator('body').innerText();
      assert.doesNotMatch(text, /Hazel|zebra|My support/);
      if (went === null && i > 0) break;
    }
    const again = await heapStrings(person.page);
    for (const string of planted.filter((each) => each !== 'Hazel')) {
      assert.ok(
        !again.some((each) => each.includes(string)),
        `"${string}" is in memory after Back`,
      );
    }
    assert.deepEqual(person.visitor.problems, []);
    await person.close();
  });

  it('the history is as long for everybody', async () => {
    const lengths = [];
    for (const talking of [false, true]) {
      const person = await Person.at(here, 'history');
      await person.open(here.scheme.words('sorrel'), 'colleague');
      if (talking) await person.enquire('Dr Ash Example', 'in-service');
      else await person.press(texts.personal.home.newWords);
      await person.leave();
      lengths.push(await person.page.evaluate(() => history.length));
      await person.close();
    }
    assert.equal(lengths[0], lengths[1]);
  });

  it('the page that one lands on is an ordinary one', async () => {
    const person = await Person.at(here, 'left');
    await person.visitor.go('/leave');
    assert.equal(new URL(person.page.url()).pathname, '/left');
    assert.doesNotMatch(
      await person.page.locator('body').innerText(),
      /support|locker|words|colleague/i,
    );
    await person.close();
  });
});
