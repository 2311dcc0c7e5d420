// What everybody can do with a locker: move it to new words, and give it another scheme year.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { look } from './rig/look.mjs';
import { Person, saying, texts } from './rig/people.mjs';
import { world } from './rig/world.mjs';

const t = texts.personal;

describe('a locker', { timeout: 600_000 }, () => {
  let here;
  before(async () => (here = await world()));
  after(() => here?.close());

  const visiting = (name, what) => async () => {
    const person = await Person.at(here, name);
    person.looking = true;
    try {
      await what(person);
      assert.deepEqual(person.visitor.problems, []);
    } finally {
      here.proxy.connect();
      await person.close();
    }
  };
  const errorIs = (person, text) =>
    person.page
      .getByRole('alert')
      .getByRole('link', { name: saying(text) })
      .first()
      .waitFor();

  // From home to the page that says what became of it; `then` right before the last button. Returns the
  // new words.
  async function takeNewWords(person, then = () => {}) {
    await person.press(t.home.newWords);
    await person.heading(t.newWords.heading).waitFor();
    await person.look('new-words');
    await person.press(t.newWords.button);
    await person.heading(t.fresh.heading).waitFor();
    await person.says(t.newWords.keepOld).waitFor();
    await person.look('new-words-shown');
    const words = await person.shownWords();
    await person.press(t.fresh.button);
    await person.askedBack(words);
    then();
    await person.continue();
    await person.heading(t.outcome.moved).waitFor();
    return words.join(' ');
  }
  async function opensNothing(person, words) {
    await person.visitor.go('/open');
    await person.page.getByLabel(t.words.label).fill(words);
    await person.press(t.words.button);
    await errorIs(person, t.words.unknown);
  }

  it(
    'new words: the old ones open nothing, the new ones all that there was',
    visiting('new-words', async (person) => {
      const old = here.scheme.words('reed');
      person.looking = false;
      await person.open(old, 'colleague');
      await person.enquire('Dr Ash Example', 'pager', '01632 960888');
      await person.goHome();
      person.looking = true;
      const fresh = await takeNewWords(person);
      await person.says(t.moved.done).waitFor();
      await person.look('moved');
      await person.press(t.outcome.button);
      await person.heading(texts.colleague.home.heading).waitFor();
      await person.says(t.moved.done).waitFor();
      await person.look('home-moved');
      await person.leave();
      await opensNothing(person, old);
      await person.open(fresh, 'colleague');
      await person.seeMore();
      assert.match(await person.textOf(), /01632 960888/);
      await person.leave();
    }),
  );

  it(
    'new words whose answer is lost: the page says to keep both, and when it is done',
    visiting('moving', async (person) => {
      const old = here.scheme.words('quill');
      person.looking = false;
      await person.open(old, 'colleague');
      // Every time, because the browser itself tries once more on a new connection.
      const loseIt = ({ url }) => (url === '/gateway' ? { cut: 'after' } : {});
      const fresh = await takeNewWords(person, () => (here.proxy.rule = loseIt));
      await person.says(t.moved.pending).waitFor();
      person.visitor.forgiveNetwork(); // which the browser tells of
      await person.look('pending');
      here.proxy.connect();
      // It goes again at the next commit.
      await person.says(t.moved.done).waitFor();
      await person.leave();
      await opensNothing(person, old);
      await person.open(fresh, 'colleague');
      await person.leave();
    }),
  );

  it(
    'another scheme year with the code of a new slip, once',
    visiting('extending', async (person) => {
      const slip = here.scheme.takeSlip();
      const enter = async (code) => {
        await person.press(t.home.extend);
        await person.heading(t.extend.heading).waitFor();
        await person.page.getByLabel(t.extend.label, { exact: true }).fill(code);
        await person.continue();
      };
      await person.open(here.scheme.words('sorrel'), 'colleague');
      await enter('');
      await errorIs(person, t.code.empty);
      await look(person.visitor, 'extending-error', { error: true });
      await person.back();
      await enter(slip);
      await person.heading(t.outcome.extended).waitFor();
      await person.says(t.extended.done).waitFor();
      await person.look('done');
      await person.press(t.outcome.button);
      await person.heading(texts.colleague.home.heading).waitFor();
      await enter(slip);
      await person.says(t.extended.refused).waitFor();
      await person.look('refused');
      await person.press(t.outcome.button);
      await person.leave();
      // It opens no locker either.
      await person.visitor.go('/open');
      await person.press(t.words.firstLink);
      await person.continue();
      await person.labelled(t.role.colleague).check();
      await person.continue();
      await person.page.getByLabel(t.code.heading).fill(slip);
      await person.continue();
      await person.heading(t.fresh.heading).waitFor();
      const words = await person.shownWords();
      await person.press(t.fresh.button);
      await person.askedBack(words);
      await person.continue();
      await errorIs(person, t.code.used);
    }),
  );
});
