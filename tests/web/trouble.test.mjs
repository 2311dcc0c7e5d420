// Wrong codes and words, double clicks, two tabs, and a network that is slow or gone: each says what
// happened, and loses nothing.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { heapStrings } from './rig/browser.mjs';
import { look } from './rig/look.mjs';
import { Person, saying, texts } from './rig/people.mjs';
import { fill } from './rig/texts.mjs';
import { world } from './rig/world.mjs';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

describe('trouble', { timeout: 900_000 }, () => {
  let here;
  let person;
  before(async () => (here = await world()));
  after(() => here?.close());

  const visiting = (name, what) => async () => {
    person = await Person.at(here, name);
    try {
      await what();
      assert.deepEqual(person.visitor.problems, []);
    } finally {
      here.proxy.connect();
      await person.close();
    }
  };
  const errorIs = async (text, values) => {
    const summary = person.page
      .getByRole('alert')
      .getByRole('link', { name: saying(text, values) });
    await summary.waitFor();
  };
  async function toCode() {
    const t = texts.personal;
    await person.visitor.go('/open');
    await person.press(t.words.firstLink);
    await person.continue();
    await person.page.getByLabel(t.role.colleague, { exact: true }).check();
    await person.continue();
    await person.heading(t.code.heading).waitFor();
  }
  const code = (text) => person.page.getByLabel(texts.personal.code.heading).fill(text);

  it(
    'questions without an answer are asked again',
    visiting('empty', async () => {
      const t = texts.personal;
      await person.visitor.go('/open');
      await person.press(t.words.button);
      await errorIs(t.words.empty);
      await look(person.visitor, 'error-words-empty', { error: true });
      await person.press(t.words.firstLink);
      await person.continue();
      await person.continue();
      await errorIs(t.role.empty);
      await look(person.visitor, 'error-role-empty', { error: true });
      await person.page.getByLabel(t.role.colleague, { exact: true }).check();
      await person.continue();
      await person.continue();
      await errorIs(t.code.empty);
    }),
  );

  it(
    'a mistyped code: a wrong letter, too few, another scheme’s',
    visiting('code', async () => {
      const t = texts.personal;
      await toCode();
      const slip = here.scheme.takeSlip();
      await code(`${slip.slice(0, 5)}U${slip.slice(6)}`);
      await person.continue();
      await errorIs(t.codeRefusals.character);
      await look(person.visitor, 'error-code-character', { error: true });
      await code(slip.slice(0, -1));
      await person.continue();
      await errorIs(t.codeRefusals.length);
      // The last characters are of the scheme's log.
      const other = slip.slice(0, -1) + (slip.endsWith('0') ? '1' : '0');
      await code(other);
      await person.continue();
      await errorIs(t.codeRefusals.wrong_log);
      await look(person.visitor, 'error-code-other-scheme', { error: true });
      assert.deepEqual(here.proxy.to('/gateway'), []);
    }),
  );

  it(
    'a used code opens no second locker',
    visiting('used', async () => {
      const slip = here.scheme.takeSlip();
      const first = await Person.at(here, 'first');
      await first.enrol(slip, 'colleague');
      await first.leave();
      await first.close();
      const t = texts.personal;
      await toCode();
      await code(slip);
      await person.continue();
      await person.heading(t.fresh.heading).waitFor();
      const words = await person.shownWords();
      await person.press(t.fresh.button);
      await person.askedBack(words);
      await person.continue();
      await errorIs(t.code.used);
      await look(person.visitor, 'error-code-used', { error: true });
    }),
  );

  it(
    'a link from a slip: its code never reaches the broker, and leaves the address bar',
    visiting('link', async () => {
      const fragment = `#${here.scheme.fragmentOf(here.scheme.takeSlip())}`;
      await person.enrol(null, 'colleague', { fragment });
      assert.equal(await person.page.evaluate(() => location.href), `${here.address}/open`);
      for (const { url, headers } of here.proxy.seen) {
        assert.doesNotMatch(url, /#/);
        assert.equal(headers.referer, undefined);
      }
      await person.leave();
    }),
  );

  it(
    'wrong words: not in the list, too few, too many, nobody’s',
    visiting('words', async () => {
      const t = texts.personal;
      await person.visitor.go('/open');
      const words = here.scheme.words('sorrel').split(' ');
      const type = async (list) => {
        await person.page.getByLabel(t.words.label).fill(list.join(' '));
        await person.press(t.words.button);
      };
      await type([...words.slice(0, 2), 'notaword', ...words.slice(3)]);
      await errorIs(fill(t.wordsRefusals.not_in_list, { number: '3' }));
      await look(person.visitor, 'error-words-unknown', { error: true });
      await type(words.slice(0, 6));
      await errorIs(fill(t.wordsRefusals.too_few, { number: '6' }));
      await type([...words, words[0]]);
      await errorIs(t.wordsRefusals.too_many);
      await type([words[1], words[0], ...words.slice(2)]);
      await errorIs(t.words.unknown);
      await look(person.visitor, 'error-words-nobodys', { error: true });
      // They are still there, to be looked at.
      const typed = [words[1], words[0], ...words.slice(2)].join(' ');
      assert.equal(await person.page.getByLabel(t.words.label).inputValue(), typed);
      // And then the right ones, with capitals and too much space.
      await type(words.map((word) => ` ${word.toUpperCase()} `));
      await person.heading(texts.colleague.home.heading).waitFor();
      await person.leave();
    }),
  );

  it(
    'a word asked back that is wrong shows which, and the words again',
    visiting('asked-back', async () => {
      const t = texts.personal;
      await toCode();
      await code(here.scheme.takeSlip());
      await person.continue();
      await person.heading(t.fresh.heading).waitFor();
      const words = await person.shownWords();
      await person.press(t.fresh.button);
      await person.askedBack(words.map(() => 'zebra'));
      await person.continue();
      const number = await person.page.locator('main input').first().getAttribute('id');
      await errorIs(fill(t.askBack.wrong, { number: number.replace(/\D/g, '') }));
      await look(person.visitor, 'error-asked-back', { error: true });
      await person.back();
      assert.deepEqual(await person.shownWords(), words);
    }),
  );

  it(
    'a paused supporter is shown as such, and cannot be chosen',
    visiting('paused', async () => {
      await person.open(here.scheme.words('sorrel'), 'colleague');
      await person.press(texts.colleague.home.choose);
      await person.page.getByRole('heading', { name: 'Dr Yarrow Example' }).waitFor();
      await person.page.getByText(texts.supporters.paused).waitFor();
      assert.equal(
        await person.button(texts.supporters.choose, { name: 'Dr Yarrow Example' }).count(),
        0,
      );
      await person.leave();
    }),
  );

  // Two services that began alike, and a colleague who asks one supporter at each: both enquiries carry
  // the same pass. Then the board of the one is read at the other; a second enquiry on it has a pass of its
  // own and is shown.
  it('a pass that is spent already: the enquiry is never shown, and nothing else is said', async () => {
    const [one, two] = [await world(), await world()];
    await one.sotto('quill', ['enquire', 'Dr Ash Example']);
    await one.sotto('quill', ['enquire', 'Dr Hazel Example']);
    await two.sotto('quill', ['enquire', 'Dr Rowan Example']);
    await sleep(1_500);
    const shown = await two.sotto('rowan', ['show']);
    assert.equal(shown.engagements.length, 1);

    const ash = await Person.at(two, 'ash');
    two.proxy.rule = ({ url }) =>
      url.startsWith('/boards/enquiries/') ? { port: one.broker.port } : {};
    await ash.open(here.scheme.words('ash'), 'supporter');
    // Both commits that redeem something.
    await two.proxy.answered('/gateway', two.proxy.answersTo('/gateway') + 2);
    await ash.says(texts.supporter.home.none).waitFor();
    assert.equal(await ash.page.locator('.nhsuk-warning-callout').count(), 0);
    await ash.leave();
    assert.deepEqual(ash.visitor.problems, []);
    await ash.close();

    const hazel = await Person.at(two, 'hazel');
    await hazel.until(here.scheme.words('hazel'), 'supporter', () =>
      hazel.says(texts.supporter.states.enquiry.text),
    );
    await hazel.leave();
    await hazel.close();
    for (const each of [one, two]) await each.close();
  });

  it(
    'a double click asks once',
    visiting('double', async () => {
      const t = texts.colleague;
      await person.open(here.scheme.words('quill'), 'colleague');
      await person.press(t.home.choose);
      await person.press(texts.supporters.choose, { name: 'Dr Rowan Example' });
      await person.button(texts.app.continue).dblclick();
      await person.heading(t.means.heading).waitFor();
      await person.button(texts.app.continue).click();
      await person.heading(t.check.heading).waitFor();
      await person.button(t.check.button, { name: 'Dr Rowan Example' }).dblclick();
      await person.heading(t.done.heading).waitFor();
      await person.goHome();
      assert.equal(await person.page.locator('.sotto-entries > li').count(), 1);
      await person.leave();
      const { engagements } = await here.sotto('quill', ['show']);
      assert.equal(engagements.length, 1);
    }),
  );

  it(
    'the browser’s Back goes one screen back, and not out of the visit',
    visiting('back', async () => {
      const t = texts.colleague;
      await person.open(here.scheme.words('sorrel'), 'colleague');
      await person.press(t.home.choose);
      await person.heading(t.choose.heading).waitFor();
      await person.press(texts.supporters.choose, { name: 'Dr Ash Example' });
      await person.heading(t.notice.heading).waitFor();
      await person.page.goBack();
      await person.heading(t.choose.heading).waitFor();
      await person.page.goBack();
      await person.heading(t.home.heading).waitFor();
      await person.leave();
    }),
  );

  it(
    'two tabs with one locker: both did something, neither is lost',
    visiting('two-tabs', async () => {
      const words = here.scheme.words('reed');
      const second = await Person.at(here, 'second-tab');
      await person.open(words, 'colleague');
      await second.open(words, 'colleague');
      await person.enquire('Dr Rowan Example', 'in-service');
      await person.leave();
      await second.enquire('Dr Ash Example', 'in-service');
      await second.goHome();
      // Its next commit is refused; it opens again and does the same to the newer state.
      await second.page.getByRole('heading', { name: /Rowan/ }).waitFor();
      await second.says(texts.personal.changed.text).waitFor();
      await look(second.visitor, 'banner-changed');
      await second.leave();
      assert.deepEqual(second.visitor.problems, []);
      await second.close();
      const { engagements } = await here.sotto('reed', ['show']);
      assert.deepEqual(engagements.map(({ supporter }) => supporter.name).sort(), [
        'Dr Ash Example',
        'Dr Rowan Example',
      ]);
    }),
  );

  it(
    'a slow network: the page says what it does, and everything works',
    visiting('slow', async () => {
      here.proxy.rule = ({ url }) => (url.startsWith('/assets/') ? {} : { delay: 400 });
      const t = texts.personal;
      await person.visitor.go('/open');
      await person.heading(t.words.heading).waitFor();
      await person.page.getByLabel(t.words.label).fill(here.scheme.words('sorrel'));
      await person.press(t.words.button);
      await person.heading(t.opening.heading).waitFor();
      await person.page.getByRole('status').filter({ hasText: t.steps.keys }).waitFor();
      await look(person.visitor, 'opening');
      await person.heading(texts.colleague.home.heading).waitFor({ timeout: 40_000 });
      await person.leave();
    }),
  );

  it(
    'the network breaks in the middle of a visit: the page says so, and goes on when it is back',
    visiting('broken', async () => {
      const t = texts.personal;
      await person.open(here.scheme.words('sorrel'), 'colleague');
      here.proxy.cutOff();
      await person.enquire('Dr Hazel Example', 'in-service');
      await person.says(t.network.text).waitFor();
      person.visitor.forgiveNetwork();
      await look(person.visitor, 'banner-network');
      here.proxy.connect();
      await person.says(t.network.text).waitFor({ state: 'detached' });
      await person.leave();
      person.visitor.forgiveNetwork();
      const { engagements } = await here.sotto('sorrel', ['show']);
      assert.equal(engagements.length, 1);
    }),
  );

  it(
    'an answer that is lost, or 503, is no loss: the same bytes come again',
    visiting('lost', async () => {
      await person.open(here.scheme.words('sorrel'), 'colleague');
      here.proxy.clear();
      let troubles = 0;
      here.proxy.rule = ({ url }) => {
        if (url !== '/gateway') return {};
        if (++troubles === 1) return { cut: 'after' };
        return troubles === 2 ? { status: 503 } : {};
      };
      await person.page.waitForTimeout(22_000);
      assert.ok(troubles >= 3, `${troubles}`);
      await person.says(texts.personal.network.text).waitFor({ state: 'detached' });
      await person.leave();
      person.visitor.forgiveNetwork();
      assert.equal((await here.sotto('sorrel', ['show'])).engagements.length, 1);
    }),
  );

  it(
    'no network at the beginning: nothing was open, nothing is lost',
    visiting('offline', async () => {
      const t = texts.personal;
      await person.visitor.go('/open');
      await person.heading(t.words.heading).waitFor();
      await person.page.getByLabel(t.words.label).waitFor();
      here.proxy.cutOff();
      const words = here.scheme.words('quill');
      const inVain = async () => {
        await person.page.getByLabel(t.words.label).fill(words);
        await person.press(t.words.button);
        await person.heading(t.failures.no_answer.heading).waitFor();
        await person.says(t.stopped.keepsWords).waitFor();
        person.visitor.forgiveNetwork();
      };
      await inVain();
      await person.says(t.failures.no_answer.safe).waitFor();
      await look(person.visitor, 'stopped-no-answer');
      await person.press(t.stopped.again);
      await person.heading(t.words.heading).waitFor();
      assert.equal(await person.page.getByLabel(t.words.label).inputValue(), '');
      await inVain();
      here.proxy.connect();
      await person.press(t.stopped.retry);
      await person.heading(texts.colleague.home.heading).waitFor();
      person.visiting = true;
      const strings = await heapStrings(person.page);
      assert.ok(!strings.some((each) => each.includes(words)), 'the seven words stay in the page');
      await person.leave();
      person.visitor.forgiveNetwork();
    }),
  );
});
