// A supporter sets themselves up, leads sign after the six words, an administrator makes slips: all of it
// through the pages.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { look } from './rig/look.mjs';
import { Person, saying, texts, visitingAt } from './rig/people.mjs';
import { fill } from './rig/texts.mjs';
import { world } from './rig/world.mjs';

const t = texts.lead;

async function read(download) {
  const parts = [];
  for await (const bytes of await download.createReadStream()) parts.push(bytes);
  return Buffer.concat(parts);
}

describe('supporters, leads and administrators', { timeout: 900_000 }, () => {
  let here;
  let supporter;
  let supporterWords;
  let sixWords;
  before(async () => {
    here = await world();
    supporter = await Person.at(here, 'set-up');
    supporter.looking = true;
  });
  after(async () => {
    await supporter?.close();
    await here?.close();
  });

  const visiting = visitingAt(() => here);
  async function toDesk(person, link) {
    await person.visitor.go('/desk');
    await person.heading(t.start.heading).waitFor();
    await person.press(t.start.links[link].name);
  }
  async function save(person, text) {
    const [download] = await Promise.all([
      person.page.waitForEvent('download'),
      person.press(text),
    ]);
    return { name: download.suggestedFilename(), bytes: await read(download) };
  }
  async function giveKey(person, lead, words = here.scheme.words(lead)) {
    await person.page.getByLabel(t.keyForm.file).setInputFiles(here.scheme.key(lead));
    await person.page.getByLabel(t.keyForm.words).fill(words);
    await person.continue();
  }
  const errorIs = (person, text) =>
    person.page.getByRole('alert').getByRole('link', { name: text }).first().waitFor();

  it('a supporter opens a locker and writes a listing', async () => {
    const s = texts.supporter;
    supporterWords = await supporter.enrol(here.scheme.takeSlip(), 'supporter');
    await supporter.look('home');
    await supporter.press(s.tasks.careful);
    await supporter.heading(s.careful.heading).waitFor();
    await supporter.look('careful');
    await supporter.back();
    await supporter.press(s.tasks.days);
    await supporter.heading(s.days.heading).waitFor();
    await supporter.look('days');
    await supporter.back();
    await supporter.press(s.tasks.listing);
    await supporter.heading(s.listing.heading).waitFor();
    await supporter.look('listing');
    await supporter.continue();
    await errorIs(supporter, s.listing.noName);
    await look(supporter.visitor, 'error-listing', { error: true });
    await supporter.page.getByLabel(s.listing.fields.name.label).fill('Dr Linden Example');
    await supporter.page.getByLabel(s.listing.fields.languages.label).fill('English, Scots');
    await supporter.continue();
    await supporter.heading(s.check.heading).waitFor();
    await supporter.look('check-listing');
    await supporter.press(s.check.button);
    await supporter.heading(s.sixWords.heading).waitFor();
    await supporter.look('six-words');
    sixWords = (await supporter.page.locator('.sotto-words li').allInnerTexts()).join(' ');
    assert.equal(sixWords.split(' ').length, 6);
    await supporter.leave();
  });

  it(
    'a key file that is none, and words that are wrong, are said to be',
    visiting('lead', async (person) => {
      await toDesk(person, 'open');
      await person.heading(t.open.heading).waitFor();
      await person.look('open-key');
      await person.continue();
      await errorIs(person, t.keyForm.noFile);
      await look(person.visitor, 'lead-error-empty', { error: true });
      const other = join(here.scheme.folder, 'no-key');
      writeFileSync(other, Buffer.alloc(137, 7));
      await person.page.getByLabel(t.keyForm.file).setInputFiles(other);
      await person.page.getByLabel(t.keyForm.words).fill(here.scheme.words('lead-1'));
      await person.continue();
      await errorIs(person, saying(`${t.refusals.not_a_key_file.happened}{more}`));
      await giveKey(person, 'lead-1', here.scheme.words('lead-2'));
      await errorIs(person, saying(`${t.refusals.wrong_words.happened}{more}`));
    }),
  );

  for (const lead of ['lead-1', 'lead-2']) {
    it(
      `${lead} signs the listing, and only after its six words`,
      visiting(lead, async (person) => {
        person.looking = lead === 'lead-1';
        await toDesk(person, 'open');
        await giveKey(person, lead);
        await person.heading(t.waiting.heading).waitFor();
        await person.look('waiting');
        await person.button(`${t.waiting.look} {name}`, { name: 'Dr Linden Example' }).click();
        await person.heading(t.listing.heading).waitFor();
        await person.look('listing');
        await person.continue();
        await person.heading(t.sixWords.heading).waitFor();
        const words = person.page.getByLabel(t.sixWords.label);
        await words.fill(sixWords.split(' ').reverse().join(' '));
        await person.press(t.sixWords.button);
        await errorIs(person, saying(`${t.refusals.six_words_differ.happened}{more}`));
        if (person.looking) await look(person.visitor, 'lead-error-six-words', { error: true });
        await words.fill(sixWords);
        await person.press(t.sixWords.button);
        await person.heading(t.signed.heading).waitFor();
        await person.look('signed');
        await person.leave();
      }),
    );
  }

  it('nothing waits for the leads any more; the supporter still has the six words', async () => {
    const key = ['--key', here.scheme.key('lead-1')];
    assert.deepEqual((await here.sotto('lead-1', ['lead', 'proposals', ...key])).proposals, []);
    supporter.looking = false;
    await supporter.open(supporterWords, 'supporter');
    await supporter.press(texts.supporter.tasks.sixWords);
    await supporter.heading(texts.supporter.sixWords.heading).waitFor();
    const shown = await supporter.page.locator('.sotto-words li').allInnerTexts();
    assert.equal(shown.join(' '), sixWords);
    await supporter.leave();
    assert.deepEqual(supporter.visitor.problems, []);
  });

  // What waits about somebody: the button to look at it.
  const lookAt = (person, name) => person.button(`${t.waiting.look} {name}`, { name });
  async function toWaiting(person, lead) {
    await toDesk(person, 'open');
    await giveKey(person, lead);
    await person.heading(t.waiting.heading).waitFor();
  }
  async function remove(person, name) {
    await person.press(t.waiting.remove);
    await person.heading(t.removeWho.heading).waitFor();
    await person.look('remove-who');
    await person.continue();
    await errorIs(person, t.removeWho.empty);
    if (person.looking) await look(person.visitor, 'lead-error-remove', { error: true });
    const choices = person.page.getByLabel(t.removeWho.label, { exact: true });
    const lines = await choices.locator('option').allInnerTexts();
    await choices.selectOption(lines.find((line) => line.startsWith(name)));
    await person.continue();
    await person.heading(t.removal.heading).waitFor();
    await person.look('removal');
    await person.press(t.removal.button);
    await person.heading(t.signed.heading).waitFor();
    await person.press(t.signed.back);
    await person.heading(t.waiting.heading).waitFor();
    await lookAt(person, name).waitFor();
  }

  it(
    'one lead alone takes nobody off the list, and the other can refuse',
    visiting('lead', async (person) => {
      await toDesk(person, 'lost');
      await person.heading(t.lost.heading).waitFor();
      await person.look('lost');
      await toWaiting(person, 'lead-1');
      await remove(person, 'Dr Hazel Example');
      await person.look('waiting-removal');
      person.looking = false;
      await remove(person, 'Dr Ash Example');
      await person.leave();

      person.looking = true;
      await toWaiting(person, 'lead-2');
      await lookAt(person, 'Dr Ash Example').click();
      await person.press(t.drop.link);
      await person.heading(t.drop.heading).waitFor();
      await person.look('drop');
      await person.press(t.drop.button);
      await person.heading(t.drop.done).waitFor();
      await person.look('dropped');
      await person.press(t.signed.back);
      await lookAt(person, 'Dr Hazel Example').waitFor();
      assert.equal(await lookAt(person, 'Dr Ash Example').count(), 0);
      assert.deepEqual(await removals(), []);
    }),
  );

  it(
    'both take a supporter off the list, and the log says so',
    visiting('lead', async (person) => {
      person.looking = false;
      await toWaiting(person, 'lead-2');
      await lookAt(person, 'Dr Hazel Example').click();
      await person.heading(t.removal.heading).waitFor();
      await person.press(t.removal.button);
      await person.heading(t.signed.heading).waitFor();
      await person.press(t.signed.back);
      await person.says(t.waiting.none).waitFor();
      assert.equal((await removals()).length, 1);
      await person.leave();
    }),
  );
  async function removals() {
    const { entries } = await here.sotto('anybody', ['log', 'verify']);
    return entries.filter((entry) => /remov/.test(JSON.stringify(entry)));
  }

  it(
    'a lead makes a key; what the page made is what the command line opens',
    visiting('new-lead', async (person) => {
      await toDesk(person, 'makeKey');
      await person.look('make-key');
      await person.press(t.makeKey.button);
      await person.heading(t.keyWords.heading).waitFor();
      await person.look('key-words');
      const words = await person.shownWords();
      await person.press(t.keyWords.button);
      await person.heading(t.keyCheck.heading).waitFor();
      for (const input of await person.page.locator('main input').all()) {
        await input.fill(words[/(\d+)$/.exec(await input.getAttribute('id'))[1] - 1]);
      }
      await person.continue();
      await person.heading(t.keyFile.heading).waitFor();
      await person.look('key-file');
      const { bytes } = await save(person, t.keyFile.download);
      assert.equal(bytes.length, 137);
      writeFileSync(join(here.scheme.folder, 'new.key'), bytes);
      writeFileSync(join(here.scheme.folder, 'new.words'), `${words.join(' ')}\n`);
      // It is a key, and none of this scheme's leads.
      const tried = here.sotto('new', ['lead', 'proposals', '--key', here.scheme.key('new')]);
      await assert.rejects(tried, /lead/);
    }),
  );

  it(
    'an administrator makes slips, and what a page made opens a locker',
    visiting('slips', async (person) => {
      await toDesk(person, 'slips');
      await person.heading(t.slips.heading).waitFor();
      await person.look('make');
      await person.press(t.slips.button);
      await errorIs(person, fill(t.slips.countError, { most: '1000' }));
      await person.page.getByLabel(t.slips.count).fill('12');
      await person.press(t.slips.button);
      await person.heading(t.sheet.heading).waitFor();
      await person.look('sheet');
      const typed = (await person.page.locator('body').innerText()).match(
        /\b[0-9A-Z]{4}(-[0-9A-Z]{4}){5}\b/g,
      );
      assert.equal(new Set(typed).size, 12);
      const { bytes } = await save(person, t.sheet.download);
      await here.scheme.importCodes(here.broker.data, bytes);
      const colleague = await Person.at(here, 'slip-holder');
      await colleague.enrol(typed[0], 'colleague');
      await colleague.leave();
      await colleague.close();
      await person.leave();
    }),
  );

  it(
    'what to do this month is the same for everybody',
    visiting('month', async (person) => {
      await person.visitor.go('/month');
      await person.heading(t.month.heading).waitFor();
      await person.page.getByText(t.month.points.roster.name, { exact: true }).waitFor();
      await person.look('page');
    }),
  );
});
