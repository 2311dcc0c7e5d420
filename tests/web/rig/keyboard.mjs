// A person who has no mouse: Tab to what is wanted, and what has the focus on the way is looked at.
import assert from 'node:assert/strict';

// What has the focus: what it is called, and whether that can be seen. `wanted` may be null.
function probe(wanted) {
  const element = document.activeElement;
  const label = element.labels?.[0]?.innerText ?? element.innerText ?? '';
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  // A radio's own box is transparent: the design system draws one beside it.
  const drawn = element.type === 'radio' || element.type === 'checkbox';
  const over = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1),
  );
  return {
    tag: element.tagName,
    type: element.type ?? '',
    text: label.trim(),
    inSight: box.bottom > 0 && box.top < innerHeight,
    marked: drawn || style.outlineStyle !== 'none' || style.boxShadow !== 'none',
    covered: !(drawn || element.contains(over) || over?.contains(element)),
    there: element === wanted,
    // A group of radios is one stop.
    beside: element.type === 'radio' && wanted?.type === 'radio' && element.name === wanted?.name,
  };
}

const most = 150; // stops on one page

export class Keyboard {
  constructor(visitor) {
    this.visitor = visitor;
  }
  get page() {
    return this.visitor.page;
  }
  press(key) {
    return this.page.keyboard.press(key);
  }
  focused() {
    return this.page.evaluate(probe, null);
  }

  // Tab until it has the focus, or another of its group.
  async reach(locator) {
    const way = [];
    let now = await locator.evaluate(probe);
    for (let i = 0; i < most; ++i) {
      if (now.there || now.beside) return;
      await this.press('Tab');
      now = await locator.evaluate(probe);
      way.push(`${now.tag} ${now.text}`.slice(0, 40));
      if (now.tag === 'BODY') continue; // out of the page and round again
      const what = `the focus on ${now.tag} "${now.text}"`;
      assert.ok(now.inSight, `${what} is out of sight`);
      assert.ok(now.marked, `${what} cannot be seen`);
      assert.ok(!now.covered, `${what} is covered`);
    }
    assert.fail(`Tab never reached ${locator}: ${way.join(' > ')}`);
  }

  async click(locator) {
    await this.reach(locator);
    await this.press('Enter');
  }

  // Of a group of radios arrows go round in it; a box is a stop of its own.
  async check(locator) {
    await this.reach(locator);
    if (!(await this.page.evaluate(() => document.activeElement.checked)))
      await this.press('Space');
    for (let i = 0; i < 12 && !(await locator.isChecked()); ++i) await this.press('ArrowDown');
    assert.ok(await locator.isChecked(), `the arrows never reached ${locator}`);
  }

  async fill(locator, text) {
    await this.reach(locator);
    await this.press('Control+A');
    await this.page.keyboard.type(text);
  }
}

// The same with a mouse.
export const mouse = {
  click: (locator) => locator.click(),
  check: (locator) => locator.check(),
  fill: (locator, text) => locator.fill(text),
};
