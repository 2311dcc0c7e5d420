// The way of a colleague with the keyboard alone: nothing else is touched from the first page to leaving.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Person, saying, texts } from './rig/people.mjs';
import { world } from './rig/world.mjs';

describe('with the keyboard alone', { timeout: 180_000 }, () => {
  let here;
  let person;
  before(async () => {
    here = await world();
    person = await Person.at(here, 'keyboard');
  });
  after(async () => {
    await person?.close();
    await here?.close();
  });

  const key = (name) => person.page.keyboard.press(name);
  // What has the focus: what it is called, and whether that can be seen.
  const focused = () =>
    person.page.evaluate(() => {
      const element = document.activeElement;
      const label = element.labels?.[0]?.innerText ?? element.innerText ?? '';
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const over = document.elementFromPoint(
        Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
        Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1),
      );
      return {
        tag: element.tagName,
        type: element.type ?? '',
        text: label.trim(),
        inSight: box.bottom > 0 && box.top < innerHeight,
        marked:
          style.outlineStyle !== 'none' ||
          style.boxShadow !== 'none' ||
          element.type === 'radio' ||
          element.type === 'checkbox',
        covered: !(
          element.contains(over) ||
          over?.contains(element) ||
          element.labels?.[0]?.contains(over) ||
          element.type === 'radio' ||
          element.type === 'checkbox'
        ),
      };
    });

  // Tab until something of that name has the focus.
  async function tabTo(text, values) {
    const wanted = saying(text, values);
    const way = [];
    for (let i = 0; i < 80; ++i) {
      await key('Tab');
      const now = await focused();
      way.push(`${now.tag} ${now.text}`);
      if (now.tag === 'BODY') continue; // out of the page and round again
      assert.ok(now.inSight, `the focus is out of sight on ${now.tag} "${now.text}"`);
      assert.ok(now.marked, `the focus cannot be seen on ${now.tag} "${now.text}"`);
      assert.ok(!now.covered, `the focus is covered on ${now.tag} "${now.text}"`);
      if (wanted.test(now.text)) return;
    }
    assert.fail(`Tab never reached "${text}": ${way.join(' > ')}`);
  }
  async function pressOn(text, values) {
    await tabTo(text, values);
    await key('Enter');
  }
  // A new page or screen has the focus on its heading, so that it is read out.
  async function arrivedAt(text, values) {
    await person.heading(text, values).waitFor();
    const { tag } = await focused();
    assert.ok(
      ['H1', 'BODY'].includes(tag),
      `the focus is on ${tag} and not on the heading "${text}"`,
    );
  }
  async function choose(text) {
    // A group is one stop; arrows go round in it.
    for (let i = 0; i < 60; ++i) {
      await key('Tab');
      if ((await focused()).type === 'radio') break;
    }
    await key('Space');
    for (let i = 0; i < 12 && (await focused()).text !== text; ++i) await key('ArrowDown');
    assert.equal((await focused()).text, text);
  }

  it('the first stop is the way to the main content', async () => {
    await person.visitor.go('/');
    await person.heading(texts.start.heading).waitFor();
    await key('Tab');
    assert.equal((await focused()).text, texts.app.skip);
    await key('Enter');
    assert.equal(await person.page.evaluate(() => document.activeElement.tagName), 'MAIN');
  });

  it('from the start to a locker, an enquiry, and out', async () => {
    const t = texts.personal;
    await pressOn(texts.start.locker.button);
    await arrivedAt(t.words.heading);
    await pressOn(t.words.firstLink);
    await arrivedAt(t.first.heading);
    await pressOn(texts.app.continue);
    await arrivedAt(t.role.heading);
    // Without an answer: the errors get the focus, and lead to the question.
    await pressOn(texts.app.continue);
    await person.page.getByRole('alert').waitFor();
    await pressOn(t.role.empty);
    assert.match((await focused()).type, /radio/);
    await key('Space');
    for (let i = 0; i < 3 && (await focused()).text !== t.role.colleague; ++i)
      await key('ArrowDown');
    await pressOn(texts.app.continue);
    await arrivedAt(t.code.heading);
    await tabTo(t.code.heading);
    await person.page.keyboard.type(here.scheme.takeSlip().toLowerCase());
    await key('Enter');
    await arrivedAt(t.fresh.heading);
    const words = await person.shownWords();
    await pressOn(t.fresh.button);
    await arrivedAt(t.askBack.heading);
    const labels = await person.page.locator('main label').allInnerTexts();
    for (const label of labels) {
      await tabTo(label);
      await person.page.keyboard.type(words[Number(/\d+/.exec(label)[0]) - 1]);
    }
    await pressOn(texts.app.continue);
    await arrivedAt(texts.colleague.home.heading);

    const c = texts.colleague;
    await pressOn(c.home.choose);
    await arrivedAt(c.choose.heading);
    await pressOn(texts.supporters.choose, { name: 'Dr Ash Example' });
    await arrivedAt(c.notice.heading);
    await pressOn(texts.app.continue);
    await arrivedAt(c.means.heading);
    await choose(c.means.choices.phone);
    await tabTo(c.means.values.phone);
    await person.page.keyboard.type('01632 960555');
    await pressOn(texts.app.continue);
    await arrivedAt(c.check.heading);
    await pressOn(c.check.button, { name: 'Dr Ash Example' });
    await arrivedAt(c.done.heading);
    await pressOn(c.done.button);
    await arrivedAt(c.home.heading);
    await pressOn(texts.app.leave);
    await person.page.waitForURL('**/left');
    assert.deepEqual(person.visitor.problems, []);
  });
});
