// People at the pages: what they do there, by what stands on the buttons. A person is a visitor with a
// locker; `looking` has every screen on the way inspected, `hands` are a mouse or the keyboard alone.
import assert from 'node:assert/strict';
import { Visitor } from './browser.mjs';
import { Keyboard, mouse } from './keyboard.mjs';
import { kept, look, nothing } from './look.mjs';
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
    this.hands = mouse;
    this.visiting = false;
    this.nearPeer = false; // the scheme is one
  }
  withoutMouse() {
    this.hands = new Keyboard(this.visitor);
  }

  static async at(here, name, options) {
    return new this(here, await Visitor.at(here.address, options), name);
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
    return this.hands.click(this.button(text, values));
  }
  labelled(text) {
    return this.page.getByLabel(text, { exact: true });
  }
  // A new screen has the focus on its heading, so that it is read out.
  async arrive(text, values) {
    await this.heading(text, values).waitFor();
    if (this.hands === mouse) return;
    const { tag } = await this.hands.focused();
    assert.ok(
      ['H1', 'BODY'].includes(tag),
      `the focus is on ${tag} and not on the heading "${text}"`,
    );
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
    const own = this.nearPeer ? texts.peer.home.heading[this.role] : undefined;
    if (own !== undefined) return { heading: own };
    return {
      colleague: texts.colleague.home,
      supporter: texts.supporter.home,
      recipient: texts.concern.held,
    }[this.role];
  }

  // A new locker, from the first page to its home. Returns the words.
  async enrol(slip, role, { fragment = '' } = {}) {
    const t = texts.personal;
    this.role = role;
    await this.visitor.go(`/open${fragment}`);
    if (fragment === '') {
      await this.arrive(t.words.heading);
      await this.press(t.words.firstLink);
    }
    await this.arrive(t.first.heading);
    await this.look('enrol-first');
    await this.continue();
    await this.arrive(t.role.heading);
    await this.look('enrol-role');
    const roles = this.nearPeer ? texts.peer.role : t.role;
    await this.hands.check(this.labelled(roles[role]));
    await this.continue();
    await this.arrive(t.code.heading);
    if (fragment === '') await this.hands.fill(this.page.getByLabel(t.code.heading), slip);
    await this.look('enrol-code');
    await this.continue();
    await this.arrive(t.fresh.heading);
    await this.look('enrol-words');
    const words = await this.shownWords();
    await this.press(t.fresh.button);
    await this.askedBack(words);
    await this.look('enrol-asked-back');
    await this.continue();
    await this.arrive(this.home.heading);
    this.visiting = true;
    return words.join(' ');
  }
  async shownWords() {
    const words = await this.page.locator('.sotto-words li').allInnerTexts();
    assert.equal(words.length, 7);
    return words.map((word) => word.trim());
  }
  async askedBack(words) {
    const t = texts.personal.askBack;
    await this.arrive(t.heading);
    for (const input of await this.page.locator('main input').all()) {
      const number = /(\d+)$/.exec(await input.getAttribute('id'))[1];
      await this.hands.fill(input, words[number - 1]);
    }
  }

  // An existing locker; the visit has begun when this returns.
  async open(words, role) {
    const t = texts.personal.words;
    this.role = role;
    await this.visitor.go('/open');
    await this.arrive(t.heading);
    await this.hands.fill(this.page.getByLabel(t.label), words);
    await this.press(t.button);
    await this.arrive(this.home.heading);
    this.visiting = true;
  }

  // The link does it for everybody alike; what goes on leaving has arrived when this returns. A commit that
  // is under way would go again as it is, without what was done since.
  async leave() {
    const { proxy } = this.here;
    await proxy.quiet();
    const commits = proxy.answersTo('/gateway') + (this.visiting ? 1 : 0);
    this.visiting = false;
    await this.hands.click(this.page.getByRole('link', { name: texts.app.leave }));
    await this.page.waitForURL('**/left');
    await proxy.answered('/gateway', commits);
  }

  // Visits until `there` (a locator) is seen; the visit in which it was goes on. Batches are published every
  // second, and what was committed last should be out.
  async until(words, role, there, tries = 6) {
    for (let i = 0; i < tries; ++i) {
      await this.here.proxy.since('/gateway', 1_500);
      await this.open(words, role);
      const seen = await there()
        .waitFor({ timeout: 20_000 })
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
    await this.hands.click(this.button(t.home.choose).or(this.button(t.home.another)));
    await this.chooseSomeone(name, means, value);
  }
  async chooseSomeone(name, means, value) {
    const t = texts.colleague;
    await this.arrive(t.choose.heading);
    await this.look('choose');
    await this.press(texts.supporters.choose, { name });
    await this.arrive(t.notice.heading);
    await this.look('notice');
    await this.continue();
    await this.arrive(t.means.heading);
    await this.hands.check(this.labelled(t.means.choices[means]));
    if (value !== undefined)
      await this.hands.fill(this.page.getByLabel(t.means.values[means]), value);
    await this.look('means');
    await this.continue();
    await this.arrive(t.check.heading);
    await this.look('check');
    await this.press(t.check.button, { name });
    await this.arrive(t.done.heading);
    await this.look('done');
  }
  async goHome() {
    await this.press(texts.colleague.done.button);
    await this.arrive(this.home.heading);
  }

  // The only engagement there is.
  async seeMore() {
    await this.hands.click(this.page.locator('.sotto-entries').getByRole('button').first());
  }

  async choose(slot) {
    const t = texts.colleague;
    await this.seeMore();
    await this.look('offered');
    await this.press(t.support.chooseTime);
    await this.arrive(t.times.heading);
    await this.hands.check(this.page.getByRole('radio').nth(slot - 1));
    await this.look('times');
    await this.continue();
    await this.says(t.states.chosen.text).waitFor();
    await this.look('chosen');
  }

  // answer: accept or cannot.
  async answer(answer) {
    const t = texts.supporter;
    await this.seeMore();
    await this.arrive(t.support.headings.enquiry);
    await this.look('enquiry');
    await this.hands.check(this.labelled(t.answer[answer]));
    await this.continue();
  }
  async accept() {
    await this.answer('accept');
    await this.says(texts.supporter.states.offer.text).waitFor();
    await this.look('accepted');
  }

  // From the engagement's page, which is where it ends too. slots: [day, month, year, time, place].
  async offer(...slots) {
    const t = texts.supporter.offer;
    await this.press(texts.supporter.support.offer);
    await this.arrive(t.heading);
    for (const [index, [day, month, year, time, place]] of slots.entries()) {
      const at = `#slot-${index + 1}`;
      const fields = { 'date-day': day, 'date-month': month, 'date-year': year, time, place };
      for (const [field, text] of Object.entries(fields))
        await this.hands.fill(this.page.locator(`${at}-${field}`), text);
    }
    await this.look('offer');
    await this.press(t.button);
    await this.says(texts.supporter.states.offered.text).waitFor();
    await this.look('times-offered');
  }

  // From the engagement's page.
  async held() {
    await this.press(texts.personal.calendar.held);
    await this.arrive(texts.supporter.held.heading);
    await this.look('held');
    await this.press(texts.supporter.held.button);
  }

  // From the engagement's page, either side; ends where it was ended.
  async end() {
    const t = this.role === 'supporter' ? texts.supporter : texts.colleague;
    await this.press(t.support.end);
    await this.arrive(t.end.heading);
    await this.look('end');
    await this.press(t.end.button);
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

// For a test: a person of their own, who is looked at on the way and leaves nothing behind.
export const visitingAt = (here) => (name, what) => async () => {
  const person = await Person.at(here(), name);
  person.looking = true;
  try {
    await what(person);
    assert.deepEqual(person.visitor.problems, []);
    assert.deepEqual(await kept(person.visitor), nothing);
  } finally {
    await person.close();
  }
};
