// The figures through the pages: three trustees make their key in two visits each, open a quarter that is
// over, and everybody reads what was released.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { kept, look, nothing } from './rig/look.mjs';
import { fill, Person, saying, texts, visitingAt } from './rig/people.mjs';
import { run } from './rig/processes.mjs';
import { screenshots } from './rig/where.mjs';
import * as where from './rig/where.mjs';
import { quarterWorlds, world } from './rig/world.mjs';

const t = texts.trustee;
const f = texts.figures;

async function save(person, text) {
  const [download] = await Promise.all([
    person.page.waitForEvent('download'),
    person.press(text),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}
const errorIs = (person, text) =>
  person.page.getByRole('alert').getByRole('link', { name: text }).first().waitFor();

describe('figures', { timeout: 1_200_000 }, () => {
  let here;
  before(async () => {
    here = await world();
  });
  after(() => here?.close());

  const visiting = visitingAt(() => here);
  async function toTrustees(person, link) {
    await person.visitor.go('/desk');
    await person.arrive(texts.lead.start.heading);
    await person.press(texts.lead.start.links.trustees.name);
    await person.arrive(t.start.heading);
    await person.look('trustees');
    await person.press(t.start.links[link].name);
  }

  const trustees = ['Clinical lead, first', 'Clinical lead, second', 'Medical director'].map(
    (title, place) => ({ title, place, file: `trustee-${place}.txt` }),
  );

  it(
    'without trustees the dashboard says what happens next',
    visiting('figures-none', async (person) => {
      await person.visitor.go('/totals');
      await person.says(f.nothing.appoint).waitFor();
      await person.look('dashboard');
    }),
  );

  for (const trustee of trustees) {
    const first = trustee.place === 0;
    it(
      `the trustee of place ${trustee.place + 1} makes seven words and a file for the leads`,
      visiting(`trustee-${trustee.place + 1}`, async (person) => {
        person.looking = first;
        if (first) person.withoutMouse();
        await toTrustees(person, 'trusteePlace');
        await person.arrive(t.enrol.heading);
        await person.look('enrol');
        if (first) {
          await person.continue();
          await errorIs(person, t.enrol.noPlace);
          await look(person.visitor, 'trustee-error-enrol', { error: true });
        }
        await person.page.getByLabel(t.enrol.place).selectOption(String(trustee.place));
        await person.hands.fill(person.page.getByLabel(t.enrol.title), trustee.title);
        await person.continue();
        await person.arrive(t.words.heading);
        await person.look('words');
        trustee.words = await person.shownWords();
        assert.equal(trustee.words.length, 7);
        await person.press(t.words.button);
        await person.arrive(t.check.heading);
        await person.look('check');
        for (const input of await person.page.locator('main input').all()) {
          const place = /(\d+)$/.exec(await input.getAttribute('id'))[1];
          await person.hands.fill(input, trustee.words[place - 1]);
        }
        await person.continue();
        await person.arrive(t.file.heading);
        await person.look('file');
        const six = await person.page.locator('.sotto-words li').allInnerTexts();
        assert.equal(six.length, 6);
        trustee.sixWords = six.map((word) => word.trim()).join(' ');
        const saved = await save(person, t.file.download);
        assert.equal(saved.name, t.file.fileName);
        assert.match(saved.bytes.toString(), /^[0-9a-f]+\n$/);
        trustee.file = join(here.scheme.folder, `trustee-${trustee.place}.txt`);
        writeFileSync(trustee.file, saved.bytes);
      }),
    );
  }

  const atDesk = async (person, lead) => {
    await person.visitor.go('/desk');
    await person.heading(texts.lead.start.heading).waitFor();
    await person.press(texts.lead.start.links.open.name);
    await person.heading(texts.lead.open.heading).waitFor();
    await person.page.getByLabel(texts.lead.keyForm.file).setInputFiles(here.scheme.key(lead));
    await person.page.getByLabel(texts.lead.keyForm.words).fill(here.scheme.words(lead));
    await person.continue();
    await person.heading(texts.lead.waiting.heading).waitFor();
  };

  it(
    'a lead adds a trustee, after the file was looked at and the six words were typed',
    visiting('add-trustee', async (person) => {
      const a = texts.lead.addTrustee;
      await atDesk(person, 'lead-1');
      await person.press(texts.lead.waiting.addTrustee);
      await person.heading(a.heading).waitFor();
      await person.look('file');
      const other = join(here.scheme.folder, 'no-trustee.txt');
      writeFileSync(other, 'abcdef\n');
      await person.page.getByLabel(a.file).setInputFiles(other);
      await person.continue();
      await errorIs(person, saying(`${texts.lead.refusals.not_a_trustee_file.happened}{more}`));
      await look(person.visitor, 'add-trustee-error', { error: true });
      await person.page.getByLabel(a.file).setInputFiles(trustees[0].file);
      await person.continue();
      await person.heading(texts.lead.trustee.heading).waitFor();
      await person.look('six-words');
      const six = person.page.getByLabel(texts.lead.trusteeWords.label);
      await six.fill(trustees[1].sixWords);
      await person.press(texts.lead.trusteeWords.button);
      await errorIs(person, saying(`${texts.lead.refusals.six_words_differ.happened}{more}`));
      await six.fill(trustees[0].sixWords);
      await person.press(texts.lead.trusteeWords.button);
      await person.heading(texts.lead.signed.heading).waitFor();
    }),
  );

  it(
    'the other lead signs it from the list',
    visiting('sign-trustee', async (person) => {
      await atDesk(person, 'lead-2');
      await person.look('waiting');
      await person.page.getByRole('button', { name: texts.lead.waiting.look }).first().click();
      await person.heading(texts.lead.trustee.heading).waitFor();
      await person.continue();
      await person.heading(texts.lead.trusteeWords.heading).waitFor();
      await person.page.getByLabel(texts.lead.trusteeWords.label).fill(trustees[0].sixWords);
      await person.press(texts.lead.trusteeWords.button);
      await person.heading(texts.lead.signed.heading).waitFor();
    }),
  );

  // The next part of a trustee, up to the page that says how things stand.
  async function visit(person, trustee, heading) {
    await toTrustees(person, 'trusteeOpen');
    await person.arrive(t.open.heading);
    await person.look('visit');
    await person.hands.fill(person.page.getByLabel(t.open.label), trustee.words.join(' '));
    await person.press(t.open.button);
    await person.arrive(t.stands.headings[heading]);
  }
  const count = (first, second) => fill(t.stands.parts.count, { first, second, all: 3 });

  it(
    'a trustee who comes before the others is told so',
    visiting('trustee-alone', async (person) => {
      await visit(person, trustees[0], 'too-few-trustees');
      await person.look('too-few');
    }),
  );

  it('the leads add the other two from the command line', async () => {
    for (const trustee of trustees.slice(1)) {
      const input = `${trustee.sixWords}\n`;
      const key = (lead) => ['--key', here.scheme.key(lead)];
      await here.sotto('lead-1', ['lead', 'add-trustee', trustee.file, ...key('lead-1')], input);
      const waiting = await here.sotto('lead-2', ['lead', 'proposals', ...key('lead-2')]);
      const { id } = waiting.proposals.find(({ kind }) => kind === 'trustee');
      await here.sotto('lead-2', ['lead', 'sign', id, ...key('lead-2')], input);
    }
  });

  it(
    'words that are no trustee’s are said to be none',
    visiting('trustee-nobody', async (person) => {
      await toTrustees(person, 'trusteeOpen');
      await person.arrive(t.open.heading);
      const words = [...trustees[0].words].reverse().join(' ');
      await person.page.getByLabel(t.open.label).fill(words);
      await person.press(t.open.button);
      await errorIs(person, saying(`${t.refusals.not_a_trustee.happened}{more}`));
      await look(person.visitor, 'trustee-error-words', { error: true });
      await person.press(t.open.lost);
      await person.heading(t.help.heading).waitFor();
      await person.look('help');
    }),
  );

  // Of three: who, what they then read, and how many have come once and twice.
  const turns = [
    [0, 'wait', count(1, 0), 'first'],
    [1, 'wait', count(2, 0)],
    [2, 'wait', count(3, 1), 'both-at-once'],
    [0, 'wait', count(3, 2), 'second'],
    [1, 'done', count(3, 3), 'last'],
  ];
  for (const [index, [who, heading, counted, picture]] of turns.entries()) {
    it(
      `visit ${index + 1} of the ceremony, by the trustee of place ${who + 1}`,
      visiting('ceremony', async (person) => {
        person.looking = false;
        if (index === 0) person.withoutMouse();
        await visit(person, trustees[who], heading);
        await person.says(counted).waitFor();
        if (picture) await look(person.visitor, `ceremony-${picture}`);
      }),
    );
  }

  it(
    'a trustee of a finished ceremony is told that their words give a share, and can begin again',
    visiting('ceremony-again', async (person) => {
      person.looking = false;
      await visit(person, trustees[0], 'done');
      await person.says(t.stands.done[1]).waitFor();
      await person.press(t.again.link);
      await person.heading(t.again.heading).waitFor();
      await look(person.visitor, 'ceremony-again-sure');
      await person.press(t.again.button);
      await person.heading(t.stands.headings.wait).waitFor();
      await person.says(count(1, 0)).waitFor();
      await person.press(t.stands.leave);
      await person.heading(texts.lead.start.heading).waitFor();
    }),
  );

  it(
    'the dashboard then says whose key it is and which quarter comes first',
    visiting('figures-key', async (person) => {
      await person.visitor.go('/totals');
      await person.says(f.nothing.first).waitFor();
      await person.says(f.trustees.open).waitFor();
      for (const { title } of trustees) await person.says(title).waitFor();
      await person.look('dashboard');
    }),
  );
});

describe('a quarter that is over', { timeout: 600_000 }, () => {
  let words, honest, lying;
  before(async () => {
    ({ words, honest, lying } = await quarterWorlds());
  });
  after(async () => {
    await honest?.close();
    await lying?.close();
  });
  const q = t.quarter;
  const released = async () => {
    const { quarters } = await honest.sotto(['figures'], '');
    return quarters.at(-1).state === 'released';
  };

  // A whole visit of the trustee in this place, at a page of their own.
  const visiting = (here, place, name, what) => async () => {
    const person = await Person.at(here(), name);
    if (name === 'quarter-first') person.withoutMouse();
    try {
      await person.visitor.go('/desk');
      await person.press(texts.lead.start.links.trustees.name);
      await person.press(t.start.links.trusteeOpen.name);
      await person.hands.fill(person.page.getByLabel(t.open.label), words[place]);
      await person.press(t.open.button);
      await what(person);
      await look(person.visitor, name);
      assert.deepEqual(person.visitor.problems, []);
      assert.deepEqual(await kept(person.visitor), nothing);
    } finally {
      await person.close();
    }
  };

  it(
    'a trustee checks all reports, reads whose is missing, and leaves a sealed part',
    visiting(() => honest, 0, 'quarter-first', async (person) => {
      await person.arrive(q.headings.wait);
      await person.says(q.notReported, { count: '8' }).waitFor();
      await person.says('{name}', { name: 'Dr Example 9' }).waitFor();
      await person.says(q.waitParts[1]).waitFor();
      await person.page.getByRole('heading', { level: 2, name: t.stands.headings.done }).waitFor();
      assert.equal(await released(), false);
    }),
  );

  it('another one opens the sum from the command line, and signs it', async () => {
    const { figures } = await honest.sotto(['trustee', 'visit'], `${words[1]}\n`);
    assert.equal(figures.did, 'signed');
    assert.equal(figures.state, 'wait');
    assert.equal(await released(), false);
  });

  it(
    'the first one visits again, and the figures are published',
    visiting(() => honest, 0, 'quarter-released', async (person) => {
      await person.arrive(q.headings.released);
      await person.says(q.states.released[0]).waitFor();
      assert.equal(await released(), true);
    }),
  );

  it(
    'whoever comes then has nothing to open',
    visiting(() => honest, 2, 'quarter-after', async (person) => {
      await person.arrive(t.stands.headings.done);
      await person.visitor.go('/totals');
      await person.page.locator('svg.sotto-chart').nth(2).waitFor();
      assert.ok((await person.textOf()).includes(f.counts.fewer));
    }),
  );

  it(
    'of a report that was dropped since nobody decrypts anything',
    visiting(() => lying, 0, 'quarter-dropped', async (person) => {
      await person.arrive(q.headings['other-reports']);
      await person.says(q.nothingDecrypted).waitFor();
      const { quarters } = await lying.sotto(['figures'], '');
      assert.equal(quarters.at(-1).state, 'waits');
    }),
  );
});

describe('the dashboard', { timeout: 600_000 }, () => {
  let here;
  let person;
  const files = new Map();
  before(async () => {
    here = await world();
    const folder = join(here.scheme.folder, 'figures');
    mkdirSync(folder, { recursive: true });
    await run(where.figuresSample, [folder, String(Math.floor(Date.now() / 1000))]);
    for (const name of ['checkpoint', 'log', 'policy', 'directory'])
      files.set(`/${name}`, readFileSync(join(folder, name)));
    here.proxy.rule = ({ url }) => files.has(url) && { swap: () => files.get(url) };
    person = await Person.at(here, 'dashboard');
    person.looking = true;
  });
  after(async () => {
    await person?.close();
    await here?.close();
  });

  it('has bars and a table for each count, and years as sums of what was published', async () => {
    await person.visitor.go('/totals');
    await person.heading(f.heading).waitFor();
    await person.says(f.dishonest).waitFor();
    assert.equal(await person.page.locator('svg.sotto-chart').count(), 3);
    assert.equal(await person.page.locator('.sotto-figures tbody tr').count(), 3 * 8);
    const text = await person.textOf();
    for (const said of [f.counts.fewer, f.counts.never, f.counts.waits, ...f.approximate])
      assert.ok(text.includes(said), said);
    await person.look('figures');
  });

  it('is read and operated with the keyboard alone', async () => {
    person.withoutMouse();
    await person.press(f.showAll);
    assert.equal(await person.page.locator('.sotto-figures tbody tr').count(), 3 * 10);
    await person.page.evaluate(() => document.activeElement.blur());
    await person.look('all');
  });

  it('is saved as a table and as data', async () => {
    const csv = await save(person, f.saveCsv);
    assert.equal(csv.name, f.csvName);
    const lines = csv.bytes.toString('utf8').split('\r\n');
    assert.equal(lines.length, 1 + 10 + (await person.page.locator('section:not(.sotto-figures) tbody tr').count()) + 1);
    assert.match(lines[1], /^[A-Z][a-z]+ to [A-Z][a-z]+ \d{4},\d{4}-\d\d-\d\d,\d{4}-\d\d-\d\d,yes,25,20,40$/);
    const json = await save(person, f.saveJson);
    assert.equal(json.name, f.jsonName);
    const data = JSON.parse(json.bytes);
    assert.equal(data.quarters.length, 10);
    assert.deepEqual(data.quarters[4].meetings, 'fewer than 10');
    assert.ok(data.approximate.includes(f.dishonest));
  });

  it('prints without menus and buttons', async () => {
    await person.page.emulateMedia({ media: 'print' });
    assert.equal(await person.page.getByRole('button').count(), 0);
    assert.ok(await person.page.locator('.sotto-printed').isVisible());
    await person.page.screenshot({ path: join(screenshots, 'dashboard-print.png'), fullPage: true });
    await person.page.emulateMedia({ media: null });
    assert.deepEqual(person.visitor.problems, []);
  });
});
