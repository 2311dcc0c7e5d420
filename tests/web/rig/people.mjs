// People at the pages: what they do there, by what stands on the buttons. A person is a visitor with a
// locker; `looking` has every screen on the way inspected.
import assert from 'node:assert/strict';
import { Visitor } from './browser.mjs';
import { look } from './look.mjs';
import { fill, texts } from './texts.mjs';

// What another person wrote stands between invisible marks (client/web/src/personal/times.ts).
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
export function saying(text, values = {}) {
  const parts = text.split(/\{(\w+)\}/);
  const pattern = parts.map((part, index) => {
    if (index % 2 === 0) return escaped(part);
    return values[part] === undefined ? '.*' : `\u2068?${escaped(values[part])}\u2069?`;
  });
  return new RegExp(`^${pattern.join('')}$`);
}

export class Person {
  constructor(here, visitor, name) {
    this.here = here;
    this.visitor = visitor;
    this.name = name;
    this.looking = false;
  }

  static async at(here, name, options) {
    return new Person(here, await Visitor.at(here.address, options), name);
  }

  get page() {
    return this.visitor.page;
  }
  async look(name) {
    if (this.looking) await look(this.visitor, `${this.name}-${name}`);
  }
  heading(text, values) {
    return this.page.getByRole('heading', { level: 1, name: saying(text, values) });
  }
  button(text, values) {
    return this.page.getByRole('button', { name: saying(text, values) });
  }
  press(text, values) {
    return this.button(text, values).click();
  }
  says(text, values) {
    return this.page.getByText(saying(text, values)).first();
  }
  continue() {
    return this.press(texts.app.continue);
  }
  back() {
    return this.press(texts.app.back);
  }

  get home() {
    return this.role === 'supporter' ? texts.supporter.home : texts.colleague.home;
  }

  // A new locker, from the first page to its home. Returns the words.
  async enrol(slip, role, { fragment = '' } = {}) {
    const t = texts.personal;
    this.role = role;
    await this.visitor.go(`/open${fragment}`);
    if (fragment === '') {
      await this.heading(t.words.heading).waitFor();
      await this.press(t.words.firstLink);
    }
    await this.heading(t.first.heading).waitFor();
    await this.look('enrol-first');
    await this.continue();
    await this.heading(t.role.heading).waitFor();
    await this.look('enrol-role');
    await this.page.getByLabel(t.role[role], { exact: true }).check();
    await this.continue();
    await this.heading(t.code.heading).waitFor();
    if (fragment === '') await this.page.getByLabel(t.code.heading).fill(slip);
    await this.look('enrol-code');
    await this.continue();
    await this.heading(t.fresh.heading).waitFor();
    await this.look('enrol-words');
    const words = await this.shownWords();
    await this.press(t.fresh.button);
    await this.askedBack(words);
    await this.look('enrol-asked-back');
    await this.continue();
    await this.heading(this.home.heading).waitFor();
    return words.join(' ');
  }
  async shownWords() {
    const words = await this.page.locator('.sotto-words li').allInnerTexts();
    assert.equal(words.length, 7);
    return words.map((word) => word.trim());
  }
  async askedBack(words) {
    const t = texts.personal.askBack;
    await this.heading(t.heading).waitFor();
    for (const input of await this.page.locator('main input').all()) {
      const number = /(\d+)$/.exec(await input.getAttribute('id'))[1];
      await input.fill(words[number - 1]);
    }
  }

  // An existing locker; the visit has begun when this returns.
  async open(words, role) {
    const t = texts.personal.words;
    this.role = role;
    await this.visitor.go('/open');
    await this.heading(t.heading).waitFor();
    await this.page.getByLabel(t.label).fill(words);
    await this.press(t.button);
    await this.heading(this.home.heading).waitFor();
  }

  // The button does it for everybody alike.
  async leave() {
    await this.page.getByRole('link', { name: texts.app.leave }).click();
    await this.page.waitForURL('**/left');
  }

  // Visits until `there` (a locator) is seen; the visit in which it was goes on.
  async until(words, role, there, tries = 6) {
    for (let i = 0; i < tries; ++i) {
      await this.open(words, role);
      const seen = await there()
        .waitFor({ timeout: 12_000 })
        .then(
          () => true,
          () => false,
        );
      if (seen) return;
      await this.leave();
    }
    throw new Error(`${this.name} waited in vain for ${there()}`);
  }

  // A colleague's way to an enquiry, from home to "That is all".
  async enquire(name, means, value) {
    const t = texts.colleague;
    await this.button(t.home.choose).or(this.button(t.home.another)).click();
    await this.heading(t.choose.heading).waitFor();
    await this.look('choose');
    await this.press(texts.supporters.choose, { name });
    await this.heading(t.notice.heading).waitFor();
    await this.look('notice');
    await this.continue();
    await this.heading(t.means.heading).waitFor();
    await this.page.getByLabel(t.means.choices[means], { exact: true }).check();
    if (value !== undefined) await this.page.getByLabel(t.means.values[means]).fill(value);
    await this.look('means');
    await this.continue();
    await this.heading(t.check.heading).waitFor();
    await this.look('check');
    await this.press(t.check.button, { name });
    await this.heading(t.done.heading).waitFor();
    await this.look('done');
  }
  async goHome() {
    await this.press(texts.colleague.done.button);
    await this.heading(this.home.heading).waitFor();
  }

  // The only engagement there is.
  async seeMore() {
    await this.page.locator('.sotto-entries').getByRole('button').first().click();
  }

  async choose(slot) {
    const t = texts.colleague;
    await this.seeMore();
    await this.look('offered');
    await this.press(t.support.chooseTime);
    await this.heading(t.times.heading).waitFor();
    await this.page
      .getByRole('radio')
      .nth(slot - 1)
      .check();
    await this.look('times');
    await this.continue();
    await this.says(t.states.chosen.text).waitFor();
    await this.look('chosen');
  }

  async accept() {
    const t = texts.supporter;
    await this.seeMore();
    await this.heading(t.support.headings.enquiry).waitFor();
    await this.look('enquiry');
    await this.page.getByLabel(t.answer.accept, { exact: true }).check();
    await this.continue();
    await this.says(t.states.offer.text).waitFor();
    await this.look('accepted');
  }

  // From the engagement's page, which is where it ends too. slots: [day, month, year, time, place].
  async offer(...slots) {
    const t = texts.supporter.offer;
    await this.press(texts.supporter.support.offer);
    await this.heading(t.heading).waitFor();
    for (const [index, [day, month, year, time, place]] of slots.entries()) {
      const at = `#slot-${index + 1}`;
      await this.page.locator(`${at}-date-day`).fill(day);
      await this.page.locator(`${at}-date-month`).fill(month);
      await this.page.locator(`${at}-date-year`).fill(year);
      await this.page.locator(`${at}-time`).fill(time);
      await this.page.locator(`${at}-place`).fill(place);
    }
    await this.look('offer');
    await this.press(t.button);
    await this.says(texts.supporter.states.offered.text).waitFor();
    await this.look('times-offered');
  }

  // From the engagement's page.
  async held() {
    await this.press(texts.personal.calendar.held);
    await this.heading(texts.supporter.held.heading).waitFor();
    await this.look('held');
    await this.press(texts.supporter.held.button);
  }

  async safetyWords() {
    return this.page.locator('.sotto-words li').allInnerTexts();
  }
  textOf() {
    return this.page.locator('main').innerText();
  }

  close() {
    return this.visitor.close();
  }
}

export { fill, texts };
