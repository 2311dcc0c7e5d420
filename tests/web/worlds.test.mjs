// Visiting is visible, contacting is not: two worlds that begin alike, the same visits at the same times,
// in one of which people talk. What stands between browser and broker sees the same.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Person, texts } from './rig/people.mjs';
import { world } from './rig/world.mjs';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Everything of a request that is to be seen, in order; days are the same in both worlds. The files of
// the page come when a browser likes, before anybody can have said anything: they are only counted. How
// long the log and a board are by then depends on whether the last batch came out a moment ago or comes in a
// moment: tests/story compares those by a clock of its own.
function transcript({ seen }) {
  const grows = /^\/(boards\/|log$|checkpoint$)/;
  const lines = seen.map(({ method, url, sent, status, got, headers, answer }) =>
    [
      ...[method, url, sent, status, grows.test(url) ? 'grows' : got],
      ...[Object.keys(headers).sort(), Object.keys(answer ?? {}).sort()],
    ].join(' '),
  );
  const ofPage = (line) => line.startsWith('GET /assets/');
  return [...lines.filter((line) => !ofPage(line)), ...lines.filter(ofPage).sort()];
}

function difference(one, other) {
  for (let i = 0; i < Math.max(one.length, other.length); ++i) {
    if (one[i] !== other[i]) return `request ${i}: "${one[i]}" and "${other[i]}"`;
  }
  return '';
}

describe('two worlds', { timeout: 900_000 }, () => {
  const worlds = [];
  before(async () => {
    for (let i = 0; i < 2; ++i) worlds.push(await world());
  });
  after(async () => {
    for (const each of worlds) await each.close();
  });

  // Both worlds at once: open, do something or look at something, stay for a commit or more, leave. Commits
  // come 3 to 4 seconds after the open and every 8 after that: both leave in the middle between two, as soon
  // as both are done.
  async function visit(name, role, doings) {
    await worlds[0].scheme.clearOfTurn(60);
    const people = [];
    for (const [index, here] of worlds.entries()) {
      people.push(await Person.at(here, `${name}-${index}`));
    }
    const opened = await Promise.all(
      people.map(async (person, index) => {
        await person.open(worlds[index].scheme.words(name), role);
        const { at } = worlds[index].proxy.to('/gateway').findLast(({ got }) => got > 40_000);
        await doings[index](person);
        return at;
      }),
    );
    const spent = Math.max(...opened.map((at) => Date.now() - at));
    const length = 8_000 * Math.ceil((spent + 500) / 8_000);
    await Promise.all(
      people.map(async (person, index) => {
        await sleep(opened[index] + length - Date.now());
        await person.leave();
        assert.deepEqual(person.visitor.problems, []);
        await person.close();
      }),
    );
    // Batches are published every second.
    await sleep(1_200);
  }

  const look = {
    async colleague(person) {
      await person.press(texts.colleague.home.choose);
    },
    async supporter(person) {
      await person.press(texts.supporter.links.counts);
    },
  };

  it('an enquiry, its answer and a meeting look like visits without them', async () => {
    const t = texts.supporter;
    const offered = () => [['7', '1', '2030', '17:30', 'Room 4']];
    await visit('quill', 'colleague', [
      look.colleague,
      (person) => person.enquire('Dr Rowan Example', 'phone', '01632 960123'),
    ]);
    // The enquiry is shown after the first commit of the supporter's visit.
    await visit('rowan', 'supporter', [
      look.supporter,
      async (person) => {
        await person.says(t.states.enquiry.text).waitFor();
        await person.accept();
        await person.offer(...offered());
      },
    ]);
    await visit('quill', 'colleague', [
      look.colleague,
      async (person) => {
        await person.says(texts.colleague.states.offered.text).waitFor();
        await person.choose(1);
      },
    ]);
    await visit('rowan', 'supporter', [
      look.supporter,
      async (person) => {
        await person.says(t.states.agreed.text).waitFor();
        await person.seeMore();
        await person.held();
      },
    ]);
    await visit('quill', 'colleague', [look.colleague, (person) => person.seeMore()]);

    const [silent, talking] = worlds.map(({ proxy }) => transcript(proxy));
    console.log(`${silent.length} requests in each of two worlds`);
    // At least an open and two commits a visit, and the supporter's draw.
    const posts = silent.filter((line) => line.startsWith('POST /gateway')).length;
    assert.ok(posts >= 16, `${posts} requests to the gateway`);
    assert.equal(difference(silent, talking), '');
  });

  it('and there was contact in one of them, in none of the other', async () => {
    const counts = [];
    for (const here of worlds) counts.push((await here.sotto('rowan', ['show'])).counts);
    assert.deepEqual(counts[0], { enquiries: 0, contacts: 0, meetings: 0 });
    assert.deepEqual(counts[1], { enquiries: 1, contacts: 1, meetings: 1 });
  });

  it('a page that asked for one thing more would be found', async () => {
    const person = await Person.at(worlds[1], 'weak');
    await person.visitor.go('/privacy');
    await person.heading(texts.privacy.heading).waitFor();
    const [silent, talking] = worlds.map(({ proxy }) => transcript(proxy));
    assert.notEqual(difference(silent, talking), '');
    await person.close();
  });
});
