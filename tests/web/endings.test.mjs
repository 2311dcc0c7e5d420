// How it ends otherwise: a supporter cannot, somebody ends it or blocks it, somebody else is chosen; and a
// supporter pauses.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Person, texts } from './rig/people.mjs';
import { world } from './rig/world.mjs';

describe('other endings', { timeout: 900_000 }, () => {
  let here;
  const people = {};
  const supporters = {
    rowan: 'Dr Rowan Example',
    ash: 'Dr Ash Example',
    hazel: 'Dr Hazel Example',
  };
  before(async () => {
    here = await world();
    for (const name of ['quill', ...Object.keys(supporters)]) {
      people[name] = await Person.at(here, name);
      people[name].looking = true;
    }
  });
  after(async () => {
    for (const person of Object.values(people)) await person.close();
    await here?.close();
  });

  const until = (name, text) => {
    const role = supporters[name] ? 'supporter' : 'colleague';
    const there = () => people[name].says(text);
    return people[name].until(here.scheme.words(name), role, there);
  };

  it('a supporter who cannot take it on says so', async () => {
    const { quill, rowan } = people;
    quill.looking = false;
    await quill.open(here.scheme.words('quill'), 'colleague');
    await quill.enquire(supporters.rowan, 'in-service');
    await quill.leave();
    await until('rowan', texts.supporter.states.enquiry.text);
    await rowan.answer('cannot');
    await rowan.heading(texts.supporter.support.headings.ended).waitFor();
    await rowan.look('answered-cannot');
    await rowan.leave();
  });

  it('the colleague chooses someone else, and someone else again', async () => {
    const { quill } = people;
    quill.looking = true;
    const c = texts.colleague;
    await until('quill', texts.personal.ends.cannot);
    await quill.look('home-cannot');
    await quill.seeMore();
    await quill.heading(c.ended.heading).waitFor();
    await quill.look('ended-cannot');
    quill.looking = false;
    const committed = here.proxy.answersTo('/gateway');
    await quill.enquire(supporters.ash, 'in-service');
    await quill.goHome();
    // One commit has room for one enquiry.
    await here.proxy.answered('/gateway', committed + 2);
    await quill.button(`${c.home.look} ${c.home.lookWhat}`, { name: supporters.ash }).click();
    await quill.heading(c.support.heading, { name: supporters.ash }).waitFor();
    quill.looking = true;
    await quill.look('waiting');
    quill.looking = false;
    await quill.press(c.support.someoneElse);
    await quill.chooseSomeone(supporters.hazel, 'in-service');
    await quill.goHome();
    await quill.leave();
  });

  it('the colleague ends it, and need not say why', async () => {
    const { quill, ash } = people;
    const c = texts.colleague;
    ash.looking = false;
    await until('ash', texts.supporter.states.enquiry.text);
    await ash.accept();
    await ash.leave();
    quill.looking = true;
    await until('quill', c.states.accepted.text);
    await quill.look('home-accepted');
    await quill.button(`${c.home.look} ${c.home.lookWhat}`, { name: supporters.ash }).click();
    await quill.says(c.states.accepted.text).waitFor();
    await quill.look('accepted');
    await quill.end();
    await quill.says(texts.personal.ends.mine).waitFor();
    await quill.look('ended-mine');
    // Two are told something, and a commit has room for one.
    await here.proxy.answered('/gateway', here.proxy.answersTo('/gateway') + 1);
    await quill.leave();
    ash.looking = true;
    await until('ash', texts.personal.ends.theirs);
    await ash.look('home-ended-theirs');
    await ash.seeMore();
    await ash.heading(texts.supporter.support.headings.ended).waitFor();
    await ash.look('ended-theirs');
    await ash.leave();
  });

  it('a supporter ends it', async () => {
    const { rowan, quill } = people;
    quill.looking = rowan.looking = false;
    await quill.open(here.scheme.words('quill'), 'colleague');
    await quill.enquire(supporters.rowan, 'in-service');
    await quill.leave();
    await until('rowan', texts.supporter.states.enquiry.text);
    await rowan.accept();
    rowan.looking = true;
    await rowan.end();
    await rowan.says(texts.personal.ends.mine).waitFor();
    await rowan.look('ended-mine');
    await rowan.leave();
    await until('quill', texts.personal.ends.theirs);
    await quill.leave();
  });

  it('a supporter blocks it: it is gone at once and for good, and the other side is told nothing', async () => {
    const { quill, hazel } = people;
    const { links, block, home, pause, resume, support } = texts.supporter;
    await until('hazel', texts.supporter.states.enquiry.text);
    await hazel.seeMore();
    await hazel.press(support.block);
    await hazel.heading(block.heading).waitFor();
    await hazel.look('block');
    await hazel.press(block.button);
    await hazel.heading(home.heading).waitFor();
    await hazel.says(home.none).waitFor();
    await hazel.look('home-blocked');

    // A pause, and back from it.
    await hazel.press(links.pause);
    await hazel.heading(pause.heading).waitFor();
    await hazel.look('pause');
    await hazel.press(pause.button);
    await hazel.says(home.paused).waitFor();
    await hazel.look('home-paused');
    await hazel.press(links.resume);
    await hazel.heading(resume.heading).waitFor();
    await hazel.look('resume');
    await hazel.press(resume.button);
    await hazel.heading(home.heading).waitFor();
    assert.ok(!(await hazel.says(home.paused).isVisible()));
    await hazel.leave();
    const { engagements, paused } = await here.sotto('hazel', ['show']);
    assert.deepEqual(engagements, []);
    assert.equal(paused, false);

    // The enquiry is repeated with every commit; the one who blocked it does not see it again.
    await until('quill', texts.colleague.states.waiting.text);
    await quill.leave();
    await here.proxy.since('/gateway', 1_500);
    const again = await here.sotto('hazel', ['show']);
    assert.deepEqual(again.engagements, []);
  });

  it('nobody met with an error', () => {
    for (const person of Object.values(people)) assert.deepEqual(person.visitor.problems, []);
  });
});
