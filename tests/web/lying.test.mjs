// A broker that lies: what it gives is refused, the page says so in words, and nothing is lost.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import { look } from './rig/look.mjs';
import { Person, saying, texts } from './rig/people.mjs';
import { world } from './rig/world.mjs';
import { Scheme } from './rig/scheme.mjs';

const fetchBytes = (address) =>
  new Promise((done, failed) => {
    http
      .get(address, (answer) => {
        const body = [];
        answer.on('data', (bytes) => body.push(bytes));
        answer.on('end', () => done(Buffer.concat(body)));
      })
      .on('error', failed);
  });

describe('a broker that lies', { timeout: 900_000 }, () => {
  let here;
  before(async () => (here = await world()));
  after(() => here?.close());

  // What the broker gives of `path` is passed through `lie`.
  const lying = (path, lie) => {
    here.proxy.rule = ({ url }) => (url === path ? { swap: lie } : {});
  };
  const flipped = (at) => (bytes) => {
    const lie = Buffer.from(bytes);
    lie[at(bytes)] ^= 1;
    return lie;
  };
  const visiting = (name, what) => async () => {
    const person = await Person.at(here, name);
    try {
      await what(person);
      assert.deepEqual(person.visitor.problems, []);
    } finally {
      here.proxy.connect();
      await person.close();
    }
  };
  async function distrusted(person, path, name) {
    await person.visitor.go(path);
    const heading = person.page.getByRole('heading', { name: texts.scheme.distrusted });
    await heading.waitFor();
    assert.doesNotMatch(await person.textOf(), /Dr (Rowan|Ash|Hazel) Example/);
    await look(person.visitor, name);
  }
  async function stops(person, failure) {
    const { heading, what, safe } = texts.personal.failures[failure];
    await person.heading(heading).waitFor();
    await person.says(what).waitFor();
    await person.says(safe).waitFor();
  }
  async function tryWords(person, name) {
    const t = texts.personal.words;
    await person.page.getByLabel(t.label).fill(here.scheme.words(name));
    await person.press(t.button);
  }

  it(
    'another name in the directory',
    visiting('directory', async (person) => {
      lying('/directory', (bytes) => {
        const lie = Buffer.from(bytes);
        lie.write('Dr Rowam', lie.indexOf('Dr Rowan'));
        return lie;
      });
      await distrusted(person, '/supporters', 'lying-directory');
      await distrusted(person, '/open', 'lying-directory-open');
    }),
  );

  it(
    'another contact key, so that somebody else could read an enquiry',
    visiting('key', async (person) => {
      lying(
        '/directory',
        flipped((bytes) => bytes.length - 100),
      );
      await distrusted(person, '/supporters', 'lying-key');
    }),
  );

  it(
    'another entry in the log',
    visiting('log', async (person) => {
      lying(
        '/log',
        flipped((bytes) => bytes.length >> 1),
      );
      await distrusted(person, '/who', 'lying-log');
    }),
  );

  it(
    'other rules than the leads signed',
    visiting('policy', async (person) => {
      lying(
        '/policy',
        flipped((bytes) => bytes.length >> 1),
      );
      await distrusted(person, '/how', 'lying-policy');
    }),
  );

  it(
    'once it stops lying, “Try again” is enough',
    visiting('again', async (person) => {
      lying(
        '/log',
        flipped((bytes) => bytes.length >> 1),
      );
      await distrusted(person, '/supporters', 'lying-again');
      here.proxy.connect();
      await person.press(texts.scheme.tryAgain);
      await person.page.getByRole('heading', { name: 'Dr Rowan Example' }).waitFor();
    }),
  );

  it(
    'another scheme’s log than the slip’s',
    visiting('other-log', async (person) => {
      const other = await Scheme.foundOnly();
      const t = texts.personal;
      await person.visitor.go('/open');
      await person.press(t.words.firstLink);
      await person.continue();
      await person.page.getByLabel(t.role.colleague, { exact: true }).check();
      await person.continue();
      await person.page.getByLabel(t.code.heading).fill(other.takeSlip());
      await person.continue();
      const said = saying(t.codeRefusals.wrong_log);
      await person.page.getByRole('alert').getByRole('link', { name: said }).waitFor();

      // A link has more of the hash, and the page looks at it just the same.
      await person.visitor.go('/left');
      await person.visitor.go(`/open#${other.fragmentOf(other.takeSlip())}`);
      await person.continue();
      await person.page.getByLabel(t.role.colleague, { exact: true }).check();
      await person.continue();
      await person.continue();
      await person.page.getByRole('alert').getByRole('link', { name: said }).waitFor();
      await other.stop();
    }),
  );

  it(
    'a log that is shorter than at the last visit',
    visiting('rolled-back', async (person) => {
      const old = {};
      for (const path of ['/checkpoint', '/log', '/directory']) {
        old[path] = await fetchBytes(here.broker.address + path);
      }
      // The leads take a supporter off the list; the locker sees the longer log once.
      const { directory } = await here.sotto('sorrel', ['show', '--directory']);
      const { id } = directory.find(({ name }) => name === 'Dr Hazel Example');
      for (const lead of ['lead-1', 'lead-2']) {
        await here.sotto(lead, ['lead', 'remove', id, '--key', here.scheme.key(lead)]);
      }
      await here.sotto('sorrel', ['show']);
      here.proxy.rule = ({ url }) => (old[url] ? { swap: () => old[url] } : {});
      await person.visitor.go('/open');
      await person.heading(texts.personal.words.heading).waitFor();
      await tryWords(person, 'sorrel');
      await stops(person, 'log_rolled_back');
      await look(person.visitor, 'lying-rolled-back');
    }),
  );

  it(
    'somebody else’s answer in place of a locker',
    visiting('locker', async (person) => {
      await person.visitor.go('/open');
      await person.heading(texts.personal.words.heading).waitFor();
      lying(
        '/gateway',
        flipped((bytes) => bytes.length >> 1),
      );
      await tryWords(person, 'quill');
      await stops(person, 'not_sotto');
      await look(person.visitor, 'lying-locker');
    }),
  );

  it(
    'a board with a cell that is not what its hash says',
    visiting('board', async (person) => {
      // Something has to be there to lie about.
      await here.sotto('quill', ['visit', '--unattended']);
      await new Promise((done) => setTimeout(done, 1_500));
      here.proxy.rule = ({ url }) =>
        /^\/boards\/enquiries\/\d+$/.test(url)
          ? {
              swap: (bytes) =>
                bytes.length === 0 ? bytes : flipped((all) => all.length - 1)(bytes),
            }
          : {};
      await person.visitor.go('/open');
      await person.heading(texts.personal.words.heading).waitFor();
      await tryWords(person, 'rowan');
      await stops(person, 'board_invalid');
      await look(person.visitor, 'lying-board');
    }),
  );

  it(
    'a login page of some network in place of everything',
    visiting('captive', async (person) => {
      const page = Buffer.from('<html><body>Please log in to the network</body></html>');
      await person.visitor.go('/supporters');
      await person.page.getByRole('heading', { name: 'Dr Rowan Example' }).waitFor();
      here.proxy.rule = () => ({ swap: () => page });
      await person.page.getByRole('link', { name: texts.app.links.open }).first().click();
      await person.heading(texts.personal.words.heading).waitFor();
      await tryWords(person, 'quill');
      await person
        .heading(texts.personal.failures.not_sotto.heading)
        .or(person.heading(texts.personal.failures.log_invalid.heading))
        .waitFor();
      await look(person.visitor, 'lying-captive');
    }),
  );
});
