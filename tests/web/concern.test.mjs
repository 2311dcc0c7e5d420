// A concern through the pages: a recipient is enrolled and signed, a supporter walks the guided steps
// without a mouse and seals, the recipient opens it and says what came of it, an auditor checks the record;
// and nobody opens another one in time.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { WorkerOf } from './rig/browser.mjs';
import { mouse } from './rig/keyboard.mjs';
import { kept, look, nothing } from './rig/look.mjs';
import { Person, saying, texts } from './rig/people.mjs';
import { steps } from './rig/texts.mjs';
import { world } from './rig/world.mjs';

const t = texts.concern;
const titles = ['Clinical lead, first', 'Clinical lead, second'];
const kEnvelope = 4608; // at the end of a record (docs/spec/concerns.md)
const telephones = ['999', '01632 960014', '01632 960011', '01632 960012', '01632 960013'];
const facts = [
  'Dr Invented Somebody, North Site',
  'They may fall asleep in theatre tomorrow.',
  'They told me so <b>today</b>; I heard it directly.',
  'Speak with them before the list begins.',
];

describe('a concern', { timeout: 900_000 }, () => {
  let here;
  let supporter;
  let recipient;
  let recipientWords;
  let record;
  before(async () => {
    here = await world();
    supporter = await Person.at(here, 'concern');
    supporter.looking = true;
    recipient = await Person.at(here, 'recipient');
  });
  after(async () => {
    for (const person of [supporter, recipient]) await person?.close();
    await here?.close();
  });

  const errorIs = (person, text) =>
    person.page.getByRole('alert').getByRole('link', { name: text }).first().waitFor();

  // --- who receives concerns ---

  async function enrolSecond() {
    const words = join(here.scheme.folder, 'second.words');
    const enrol = ['enrol', '--role', 'recipient', '--words-out', words];
    await here.sotto('second', enrol, `${here.scheme.takeSlip()}\n`);
    const propose = ['recipient', 'propose', '2', '--title', titles[1]];
    return (await here.sotto('second', propose)).six_words;
  }
  async function signByCommand(lead, title, sixWords) {
    const key = ['--key', here.scheme.key(lead)];
    const { proposals } = await here.sotto(lead, ['lead', 'proposals', ...key]);
    const { id } = proposals.find(({ fields }) => fields.includes(`title: ${title}`));
    await here.sotto(lead, ['lead', 'sign', id, ...key], `${sixWords}\n`);
  }
  async function toWaiting(person, lead) {
    await person.visitor.go('/desk');
    await person.press(texts.lead.start.links.open.name);
    await person.page.getByLabel(texts.lead.keyForm.file).setInputFiles(here.scheme.key(lead));
    await person.page.getByLabel(texts.lead.keyForm.words).fill(here.scheme.words(lead));
    await person.continue();
    await person.heading(texts.lead.waiting.heading).waitFor();
  }

  it('a recipient opens a locker and hands their place to the leads', async () => {
    const form = t.place.form;
    recipientWords = await recipient.enrol(here.scheme.takeSlip(), 'recipient');
    await recipient.says(t.place.none).waitFor();
    recipient.looking = true;
    await recipient.look('home-new');
    await recipient.press(t.place.write);
    await recipient.heading(form.heading).waitFor();
    await recipient.look('place');
    await recipient.press(form.button);
    await errorIs(recipient, form.empty);
    await look(recipient.visitor, 'recipient-error-place', { error: true });
    await recipient.page.getByLabel(form.label).fill(titles[0]);
    await recipient.press(form.button);
    await recipient.heading(t.place.sixWords.heading).waitFor();
    await recipient.look('six-words');
  });

  it('both leads sign it, each after the six words, in the browser too', async () => {
    const sixWords = (await recipient.page.locator('.sotto-words li').allInnerTexts()).join(' ');
    assert.equal(sixWords.split(' ').length, 6);
    await recipient.leave();
    const lead = await Person.at(here, 'lead');
    lead.looking = true;
    const s = texts.lead;
    await toWaiting(lead, 'lead-1');
    await lead.says(s.waiting.kinds.recipient).waitFor();
    await lead.look('waiting-recipient');
    await lead.press(`${s.waiting.look} {who}`);
    await lead.heading(s.recipient.heading).waitFor();
    assert.match(await lead.textOf(), new RegExp(titles[0]));
    await lead.look('recipient');
    await lead.continue();
    await lead.heading(s.recipientWords.heading).waitFor();
    const words = lead.page.getByLabel(s.recipientWords.label);
    await words.fill(sixWords.split(' ').reverse().join(' '));
    await lead.press(s.recipientWords.button);
    await errorIs(lead, saying(`${s.refusals.six_words_differ.happened}{more}`));
    await words.fill(sixWords);
    await lead.press(s.recipientWords.button);
    await lead.heading(s.signed.heading).waitFor();
    await lead.leave();
    assert.deepEqual(lead.visitor.problems, []);
    await lead.close();
    await signByCommand('lead-2', titles[0], sixWords);
    const second = await enrolSecond();
    for (const each of ['lead-1', 'lead-2']) await signByCommand(each, titles[1], second);
  });

  it('the recipient sees that it is signed', async () => {
    await recipient.open(recipientWords, 'recipient');
    await recipient.says(t.place.signed, { title: titles[0] }).waitFor();
    await recipient.says(t.held.none).waitFor();
    await recipient.look('home-none');
    await recipient.leave();
  });

  // --- a supporter's walk ---

  // The numbers stand above whatever is pressed, and all of them.
  async function telephonesAreFirst(person) {
    const { said, above } = await person.page.evaluate(() => {
      const numbers = document.querySelector('main .sotto-telephones, main .nhsuk-card--care');
      const button = document.querySelector('main .nhsuk-button');
      const order = numbers?.compareDocumentPosition(button) ?? 0;
      return {
        said: numbers?.innerText ?? '',
        above: (order & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
      };
    });
    assert.ok(above, 'the telephone numbers stand above the button');
    for (const number of telephones) assert.ok(said.includes(number), `${number} is missing`);
  }
  async function at(person, id) {
    await person.arrive(steps.get(id).question);
    await telephonesAreFirst(person);
    await person.look(id);
  }
  async function choose(person, id, code) {
    await at(person, id);
    await pick(person, id, code);
  }
  async function pick(person, id, code) {
    await person.hands.check(person.labelled(steps.get(id).labels[code - 1]));
    await person.continue();
  }
  async function begin(person, button = t.begin.button) {
    await person.press(t.link);
    await person.arrive(t.begin.heading);
    await telephonesAreFirst(person);
    await person.press(button);
  }
  // Up to the page that stops, and from there home by the button that is there.
  async function stopsAt(person, id, ...path) {
    const { looking } = person;
    await begin(person);
    person.looking = false;
    for (const [step, code] of path) await choose(person, step, code);
    person.looking = looking;
    await person.arrive(steps.get(id).question);
    await person.look(id);
    await telephonesAreFirst(person);
  }
  const nothingSealed = async (person) =>
    assert.doesNotMatch(await person.textOf(), new RegExp(t.own.heading));

  it('danger leads to the telephone, and the other stops stop by themselves', async () => {
    const [no, themself] = [['immediate-danger', 2], ['who-is-at-risk', 3]]; // prettier-ignore
    await supporter.open(here.scheme.words('rowan'), 'supporter');
    await stopsAt(supporter, 'telephone-now', ['immediate-danger', 1]);
    await supporter.press(t.stop.telephoned);
    await supporter.arrive(supporter.home.heading);
    await stopsAt(supporter, 'between-us', no, ['who-is-at-risk', 4]);
    await supporter.press(t.stop.button);
    await supporter.arrive(supporter.home.heading);
    await stopsAt(supporter, 'themself-only', no, themself);
    await supporter.press(t.stop.button);
    await supporter.arrive(supporter.home.heading);
    await nothingSealed(supporter);
  });

  it('what was chosen on a walk that was left is nowhere', async () => {
    supporter.looking = false;
    await begin(supporter);
    await choose(supporter, 'immediate-danger', 2);
    await choose(supporter, 'who-is-at-risk', 1);
    await at(supporter, 'advice');
    await supporter.leave();
    assert.deepEqual(await kept(supporter.visitor), nothing);
    await supporter.open(here.scheme.words('rowan'), 'supporter');
    await nothingSealed(supporter);
    await begin(supporter);
    await supporter.arrive(steps.get('immediate-danger').question);
    assert.equal(await supporter.page.locator('main input:checked').count(), 0);
    await supporter.back();
    await supporter.back();
  });

  it('the whole walk with the keyboard: one question a page, up to sealing', async () => {
    supporter.looking = true;
    supporter.withoutMouse();
    await supporter.press(t.link);
    await supporter.arrive(t.begin.heading);
    await supporter.look('begin');
    await supporter.press(t.begin.button);
    await at(supporter, 'immediate-danger');
    await supporter.continue();
    await errorIs(supporter, t.choose);
    await look(supporter.visitor, 'concern-error-choose', { error: true });
    await pick(supporter, 'immediate-danger', 2);
    await choose(supporter, 'who-is-at-risk', 3);
    // On only with one of what allows it.
    await supporter.arrive(steps.get('themself-only').question);
    await pick(supporter, 'themself-only', 2);
    await choose(supporter, 'advice', 1);
    await choose(supporter, 'another-way', 2);
    await choose(supporter, 'asked-them', 2);
    await choose(supporter, 'threshold', 1);
    await at(supporter, 'weighing');
    const factors = steps.get('weighing').labels;
    await supporter.hands.check(supporter.labelled(factors[0]));
    await supporter.continue();
    await errorIs(supporter, t.tickAll);
    for (const label of factors.slice(1)) await supporter.hands.check(supporter.labelled(label));
    await supporter.continue();
    await at(supporter, 'recipients');
    await supporter.continue();
    await errorIs(supporter, t.recipients.empty);
    await supporter.hands.check(supporter.labelled(titles[0]));
    await supporter.continue();
    await choose(supporter, 'naming', 1);
    await at(supporter, 'facts');
    const fields = supporter.page.locator('main textarea');
    await supporter.continue();
    await supporter.page.getByRole('alert').waitFor();
    for (const [index, text] of facts.entries())
      await supporter.hands.fill(fields.nth(index), text);
    await supporter.continue();
    await choose(supporter, 'told-them', 1);
    await at(supporter, 'check');
    const answers = await supporter.page.locator('main dl').first().innerText();
    for (const part of [titles[0], facts[0], t.check.all]) assert.ok(answers.includes(part), part);
    assert.ok(!answers.includes(titles[1]));
  });

  it('is sealed after the declaration, and goes when the page is left', async () => {
    await supporter.press(t.check.button);
    await errorIs(supporter, t.check.empty);
    const [declaration] = await supporter.page.locator('main input[type=checkbox]').all();
    await supporter.hands.check(declaration);
    await supporter.press(t.check.button);
    await supporter.arrive(t.sealed.heading);
    const sealed = await supporter.textOf();
    for (const part of [titles[0], ...telephones]) assert.ok(sealed.includes(part), part);
    await telephonesAreFirst(supporter);
    await supporter.look('sealed');
    await supporter.press(t.sealed.button);
    await supporter.arrive(supporter.home.heading);
    await supporter.says(t.own.notOpened).waitFor();
    await supporter.look('home-sealed');
    await supporter.leave();
    assert.deepEqual(supporter.visitor.problems, []);
    assert.deepEqual(await kept(supporter.visitor), nothing);
  });

  // --- its recipient ---

  const see = (person) => person.press(`${t.held.look} {published}`);

  it('the recipient finds it, and reads it only after asking with a reason', async () => {
    const { open, phases, read } = t.held;
    await recipient.until(recipientWords, 'recipient', () => recipient.says(phases.sealed));
    await recipient.look('home-sealed');
    await see(recipient);
    await recipient.heading(open.heading).waitFor();
    await recipient.look('open');
    await recipient.press(open.button);
    await errorIs(recipient, open.empty);
    await recipient.page.getByLabel(open.reasons.addressed).check();
    await recipient.press(open.button);
    await recipient.heading(read.heading).waitFor();
    await recipient.says(phases.open).waitFor();
    const said = await recipient.textOf();
    for (const text of facts) assert.ok(said.includes(text), text);
    for (const part of [titles[0], steps.get('advice').labels[0]])
      assert.ok(said.includes(part), part);
    await recipient.look('read');
  });

  it('acknowledges it and says what came of it', async () => {
    const { read } = t.held;
    await recipient.press(read.acknowledge);
    await recipient.says(read.acknowledged).waitFor();
    await recipient.page.getByLabel(read.outcomes['local-action']).check();
    await recipient.look('outcome');
    await recipient.press(read.outcomeButton);
    await recipient.says(read.outcome, { outcome: read.outcomes['local-action'] }).waitFor();
    await here.proxy.quiet();
    await here.proxy.answered('/gateway', here.proxy.answersTo('/gateway') + 1);
    await recipient.leave();
  });

  it('and saves the record for an auditor, which holds nothing of the words', async () => {
    recipient.looking = false;
    const whole = () => recipient.says(t.held.record.whole);
    for (let i = 0; i < 5 && !record; ++i) {
      await recipient.open(recipientWords, 'recipient');
      await see(recipient);
      await recipient.heading(t.held.read.heading).waitFor();
      if ((await whole().count()) > 0) {
        recipient.looking = true;
        await recipient.look('record');
        const [download] = await Promise.all([
          recipient.page.waitForEvent('download'),
          recipient.press(t.held.record.button),
        ]);
        record = await bytesOf(download);
      }
      await recipient.leave();
    }
    assert.ok(record, 'the log never had what was said');
    for (const text of facts) assert.equal(record.indexOf(text.slice(0, 12)), -1);
    assert.deepEqual(recipient.visitor.problems, []);
    assert.deepEqual(await kept(recipient.visitor), nothing);
  });
  async function bytesOf(download) {
    const parts = [];
    for await (const bytes of await download.createReadStream()) parts.push(bytes);
    return Buffer.concat(parts);
  }

  it('an auditor checks the record in the page, and a changed one does not hold', async () => {
    const a = t.audit;
    const auditor = await Person.at(here, 'auditor');
    auditor.looking = true;
    await auditor.visitor.go('/desk');
    await auditor.press(texts.lead.start.links.audit.name);
    await auditor.heading(a.heading).waitFor();
    await auditor.look('audit');
    const give = async (buffer) => {
      const file = {
        name: 'record',
        mimeType: 'application/octet-stream',
        buffer,
      };
      await auditor.page.getByLabel(a.label).setInputFiles(file);
      await auditor.press(a.button);
    };
    await auditor.press(a.button);
    await errorIs(auditor, a.empty);
    const changed = Buffer.from(record);
    changed[changed.length - kEnvelope - 64] ^= 1; // the key of the answers
    await give(changed);
    await errorIs(auditor, a.refusals.not_this_concern);
    await look(auditor.visitor, 'auditor-error', { error: true });
    await give(record);
    await auditor.heading(a.holds).waitFor();
    const said = await auditor.textOf();
    for (const part of [titles[0], t.outcomes['local-action'], steps.get('threshold').question])
      assert.ok(said.includes(part), part);
    for (const text of facts) assert.ok(!said.includes(text.slice(0, 12)), text);
    await auditor.look('holds');
    await auditor.leave();
    assert.deepEqual(auditor.visitor.problems, []);
    await auditor.close();
  });

  // --- what the supporter sees of it ---

  // Clocks of the worker that stand still and go on: no commit comes in between.
  const kStop = '{ const now = Date.now; const at = now(); Date.now = () => at; self.goOn = now; }';
  const kGoOn = 'Date.now = self.goOn;';

  it('the supporter sees who opened it', async () => {
    supporter.looking = true;
    supporter.hands = mouse;
    const [who, outcome] = [titles[0], t.outcomes['local-action']];
    await supporter.open(here.scheme.words('rowan'), 'supporter');
    await supporter.says(t.own.acknowledged, { who }).waitFor();
    await supporter.says(t.own.outcome, { who, outcome }).waitFor();
    await supporter.look('home-opened');
    await supporter.leave();
    supporter.looking = false;
  });

  it('practises with a drill, and what the page says stays when a commit took it', async () => {
    const { proxy } = here;
    const worker = await WorkerOf.page(supporter.page);
    await supporter.open(here.scheme.words('rowan'), 'supporter');
    await worker.evaluate(kStop);
    await begin(supporter, t.begin.drill);
    for (const [id, code] of [
      ['immediate-danger', 2],
      ['who-is-at-risk', 1],
      ['advice', 5],
      ['another-way', 3],
      ['asked-them', 4],
      ['threshold', 1],
    ]) {
      await supporter.says(t.drill).waitFor();
      await choose(supporter, id, code);
    }
    for (const label of steps.get('weighing').labels) await supporter.labelled(label).check();
    await supporter.continue();
    await supporter.arrive(steps.get('recipients').question);
    await supporter.labelled(titles[1]).check();
    await supporter.continue();
    await choose(supporter, 'naming', 2);
    await supporter.arrive(steps.get('facts').question);
    for (const field of await supporter.page.locator('main textarea').all())
      await field.fill('This is a drill');
    await supporter.continue();
    await choose(supporter, 'told-them', 1);
    await supporter.page.locator('main input[type=checkbox]').check();
    await supporter.press(t.check.button);
    await supporter.arrive(t.sealed.heading);
    await supporter.press(t.sealed.button);
    await supporter.arrive(supporter.home.heading);
    await supporter.says(t.own.notOpened).waitFor();
    await proxy.quiet();
    const home = await supporter.textOf();
    const committed = proxy.answered('/gateway', proxy.answersTo('/gateway') + 1);
    await worker.evaluate(kGoOn);
    await committed;
    assert.equal(await supporter.textOf(), home);
    await supporter.leave();
  });

  it('and is told to telephone when nobody has opened it in time', async () => {
    const worker = await WorkerOf.page(supporter.page);
    const { heading, label, button } = texts.personal.words;
    await supporter.visitor.go('/open');
    await supporter.heading(heading).waitFor();
    await worker.evaluate('{ const now = Date.now; Date.now = () => now() + 3_700_000; }');
    await supporter.page.getByLabel(label).fill(here.scheme.words('rowan'));
    await supporter.press(button);
    await supporter.heading(supporter.home.heading).waitFor();
    supporter.visiting = true;
    await supporter.says(t.own.overdue).waitFor();
    const said = await supporter.page.locator('.nhsuk-card--warning').first().innerText();
    for (const number of telephones) assert.ok(said.includes(number), number);
    supporter.looking = true;
    await supporter.look('home-overdue');
    await supporter.leave();
    assert.deepEqual(supporter.visitor.problems, []);
  });

  it('both leads remove a recipient', async () => {
    const s = texts.lead;
    for (const name of ['lead-1', 'lead-2']) {
      const lead = await Person.at(here, 'lead');
      lead.looking = name === 'lead-1';
      await toWaiting(lead, name);
      if (name === 'lead-1') {
        await lead.press(s.waiting.removeRecipient);
        await lead.heading(s.removeRecipientWho.heading).waitFor();
        await lead.continue();
        await errorIs(lead, s.removeRecipientWho.empty);
        await lead.page.getByLabel(s.removeRecipientWho.label).selectOption(titles[1]);
        await lead.continue();
      } else {
        await lead.press(`${s.waiting.look} {who}`);
      }
      await lead.heading(s.recipientRemoval.heading).waitFor();
      assert.match(await lead.textOf(), new RegExp(titles[1]));
      await lead.look('recipient-removal');
      await lead.press(s.recipientRemoval.button);
      await lead.heading(s.signed.heading).waitFor();
      await lead.press(s.signed.back);
      if (name === 'lead-2') await lead.says(s.waiting.none).waitFor();
      await lead.leave();
      assert.deepEqual(lead.visitor.problems, []);
      await lead.close();
    }
    const { recipients } = await here.sotto('rowan', ['concern', 'show']);
    assert.deepEqual(
      recipients.map(({ title }) => title),
      [titles[0]],
    );
  });
});
