// What the whole story by keyboard (story.test.mjs) does not meet: the way past the menu, and errors.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Person, texts } from './rig/people.mjs';
import { world } from './rig/world.mjs';

describe('with the keyboard alone', { timeout: 600_000 }, () => {
  let here;
  let person;
  before(async () => {
    here = await world();
    person = await Person.at(here, 'keyboard');
    person.withoutMouse();
  });
  after(async () => {
    await person?.close();
    await here?.close();
  });

  const { start, app, personal: t } = texts;
  const link = (name) => person.page.getByRole('link', { name, exact: true }).first();

  it('the first stop is the way to the main content', async () => {
    await person.visitor.go('/');
    await person.heading(start.heading).waitFor();
    await person.hands.press('Tab');
    assert.equal((await person.hands.focused()).text, app.skip);
    await person.hands.press('Enter');
    assert.equal((await person.hands.focused()).tag, 'MAIN');
  });

  it('a question without an answer: the errors get the focus, and lead to the question', async () => {
    await person.hands.click(link(start.locker.button).or(person.button(start.locker.button)));
    await person.arrive(t.words.heading);
    await person.press(t.words.firstLink);
    await person.arrive(t.first.heading);
    await person.continue();
    await person.arrive(t.role.heading);
    await person.continue();
    await person.page.getByRole('alert').waitFor();
    assert.match((await person.hands.focused()).text, new RegExp(t.role.empty));
    await person.hands.click(
      person.page.getByRole('alert').getByRole('link', { name: t.role.empty }),
    );
    assert.equal((await person.hands.focused()).type, 'radio');
    await person.hands.check(person.labelled(t.role.colleague));
    await person.continue();
    await person.arrive(t.code.heading);
    // Enter in a field is as good as the button.
    await person.hands.fill(person.page.getByLabel(t.code.heading), 'nonsense');
    await person.hands.press('Enter');
    await person.page.getByRole('alert').waitFor();
    assert.deepEqual(person.visitor.problems, []);
  });
});
