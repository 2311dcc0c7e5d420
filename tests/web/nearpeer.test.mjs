// A near-peer scheme through the pages: what everybody reads; then the programme director's desk, from an
// empty file to a statement that anybody can check. Nothing of the desk goes to the service.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Visitor } from './rig/browser.mjs';
import { daysAgo } from './rig/desk.mjs';
import { kept, look, nothing } from './rig/look.mjs';
import { appoint, nearPeer } from './rig/near_peer.mjs';
import { fill, Person, texts } from './rig/people.mjs';
import { Proxy } from './rig/proxy.mjs';
import { Scheme } from './rig/scheme.mjs';

const t = texts.nearPeer;
const d = t.director;

const doctors = [
  'name,email,grade,wishes',
  'Carl Planted,carl.planted@example.org,F1,LTFT; Age',
  'Dora Planted,dora.planted@example.org,F1,',
  '=cmd|calc,erik.planted@example.org,F1,',
];
const applications = [
  'name,email,supervisor,supervisor name,supervisor email,declaration,characteristics,module',
  'Abel Planted,abel.planted@example.org,educational supervisor,Dr Over,over@example.org,discussed,LTFT,done',
  'Berta Planted,berta.planted@example.org,appraiser,Dr Else,else@example.org,to be told,,not yet',
];
const file = (lines) => ({
  name: 'list.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\n')}\n`),
});

async function save(person, text) {
  const [download] = await Promise.all([person.page.waitForEvent('download'), person.press(text)]);
  return readFileSync(await download.path());
}
const errorIs = (person, text) =>
  person.page.getByRole('alert').getByRole('link', { name: text }).first().waitFor();

describe('a near-peer scheme', { timeout: 900_000 }, () => {
  let here;
  let person;
  let words;
  let desk;
  let statement;
  before(async () => {
    const scheme = await Scheme.foundOnly(nearPeer(), 8);
    await scheme.stop();
    const broker = await scheme.copy('near-peer');
    scheme.address = broker.address; // for the command line
    const proxy = await Proxy.before(broker.port);
    here = { scheme, broker, proxy, address: proxy.address };
    person = await Person.at(here, 'director');
    words = await person.enrol(scheme.takeSlip(), 'recipient');
    const six = await propose();
    await person.leave();
    await appoint(scheme, six, broker.address);
    person.looking = true;
  });
  // The director proposes to be the recipient at the first place. The six words to read out.
  async function propose() {
    const { place } = texts.concern;
    await person.press(place.write);
    await person.page.getByLabel(place.form.label).fill('Programme director');
    await person.press(place.form.button);
    await person.heading(place.sixWords.heading).waitFor();
    return (await person.page.locator('.sotto-words li').allInnerTexts()).join(' ');
  }
  after(async () => {
    await person?.close();
    await here?.proxy.close();
    await here?.broker.stop();
  });

  for (const [path, heading] of [
    ['/', t.start.heading],
    ['/privacy', texts.privacy.heading],
    ['/capabilities', t.capabilities.heading],
    ['/practice', t.practice.heading],
    ['/poster', t.poster.heading],
    ['/statement', t.statement.heading],
    ['/supporters', texts.supporters.heading],
    ['/director', d.start.heading],
  ]) {
    it(`${path} has no fault that a machine can find`, async () => {
      const visitor = await Visitor.at(here.address);
      const page = await visitor.go(path);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await page.getByText(texts.scheme.waiting).waitFor({ state: 'detached' });
      await page.getByRole('link', { name: t.links.capabilities }).waitFor();
      await look(visitor, `nearpeer-${path === '/' ? 'start' : path.slice(1)}`);
      assert.deepEqual(await kept(visitor), nothing);
      await visitor.close();
    });
  }

  it('tells everybody that matching is possible and what the director knows', async () => {
    const visitor = await Visitor.at(here.address);
    const page = await visitor.go('/');
    for (const text of t.start.matching.paragraphs) await page.getByText(text).waitFor();
    await visitor.go('/privacy');
    for (const text of t.privacy.paragraphs) await page.getByText(text).waitFor();
    await page.getByText(texts.privacy.promise).waitFor();
    await visitor.close();
  });

  it('tells a doctor how to raise a concern without the director', async () => {
    const visitor = await Visitor.at(here.address);
    const page = await visitor.go('/');
    const [, telephone] = t.start.limits.paragraphs;
    assert.match(telephone, /about the programme director, telephone or speak with somebody/);
    await page.getByText(telephone).waitFor();
    await visitor.go('/help');
    await page.getByText(t.help.heading).waitFor();
    await page.getByText('01632 960011').first().waitFor();
    await visitor.go('/concern');
    await page.getByText(t.paper).waitFor();
    await page.getByText('01632 960011').first().waitFor();
    await visitor.close();
  });

  it('shows what a scheme has for everybody', async () => {
    const visitor = await Visitor.at(here.address);
    const page = await visitor.go('/capabilities');
    const domains = page.locator('tbody tr');
    await domains.first().waitFor();
    assert.equal(await domains.count(), t.capabilities.table.rows.length);
    for (const text of t.capabilities.time) await page.getByText(text).waitFor();
    await visitor.go('/practice');
    await page.getByText(t.practice.about).waitFor();
    await page.getByText('01632 960031').waitFor();
    await visitor.go('/poster');
    for (const text of t.poster.lines) await page.getByText(text).waitFor();
    await visitor.go('/supporters');
    await page.getByText(texts.peer.list.lead).waitFor();
    assert.equal(await page.getByText(texts.supporters.toChoose).count(), 0);
    await visitor.go('/director');
    await page.getByText(d.start.none).click();
    await page.getByText(fill(d.start.steps[1], { place: '1' })).waitFor();
    await visitor.close();
  });

  it('gives every page the same files, the module of the desk among them', async () => {
    const sets = [];
    for (const path of ['/', '/director', '/open']) {
      const visitor = await Visitor.at(here.address);
      here.proxy.clear();
      const page = await visitor.go(path);
      await page.getByText(texts.scheme.waiting).waitFor({ state: 'detached' });
      await page.waitForLoadState('networkidle');
      sets.push(
        here.proxy.seen
          .slice(1)
          .map(({ url, status }) => `${url} ${status}`)
          .sort()
          .join('\n'),
      );
      await visitor.close();
    }
    for (const set of sets) assert.equal(set, sets[0]);
    assert.match(sets[0], /assets\/director-[\w-]+\.wasm 200/);
  });

  it('the director begins an empty desk in a visit', async () => {
    await person.open(words, 'recipient');
    await person.look('home');
    desk = await save(person, d.begin.button);
    assert.equal(desk.subarray(0, 13).toString(), 'sotto desk 1\n');
    await person.leave();
  });

  async function openDesk() {
    await person.visitor.go('/director');
    await person.arrive(d.start.heading);
    await person.press(d.start.open);
    await person.arrive(d.open.heading);
    await person.page.getByLabel(d.open.file).setInputFiles({
      name: 'director.desk',
      mimeType: 'application/octet-stream',
      buffer: desk,
    });
    await person.hands.fill(person.page.getByLabel(d.open.words), words);
    await person.press(d.open.button);
    await person.arrive(d.home.heading);
  }
  const saveDesk = async () => {
    desk = await save(person, d.unsaved.button);
    await person.says(d.unsaved.text).waitFor({ state: 'detached' });
  };
  const toHome = async () => {
    await person.back();
    await person.arrive(d.home.heading);
  };
  const take = async (kind, lines) => {
    await person.page.getByLabel(d.import.file, { exact: true }).setInputFiles(file(lines));
    await person.press(d.import.button);
  };

  it('says what is wrong with a file or with words', async () => {
    await person.visitor.go('/director');
    await person.press(d.start.open);
    await person.arrive(d.open.heading);
    await person.look('open');
    await person.press(d.open.button);
    await errorIs(person, d.open.noFile);
    await look(person.visitor, 'director-error-empty', { error: true });
    const give = async (buffer, typed) => {
      await person.page.getByLabel(d.open.file).setInputFiles({
        name: 'a',
        mimeType: 'application/octet-stream',
        buffer,
      });
      await person.page.getByLabel(d.open.words).fill(typed);
      await person.press(d.open.button);
    };
    await give(Buffer.from('no desk'), words);
    await errorIs(person, d.open.refusals.not_a_desk);
    await give(desk, here.scheme.words('lead-1'));
    await errorIs(person, d.open.refusals.wrong_words);
  });

  it('takes in whole lists by keyboard alone and names every bad line', async () => {
    person.withoutMouse();
    await openDesk();
    await person.look('desk-empty');
    here.proxy.clear();
    await person.press(d.home.links.doctorsIn.name);
    await person.arrive(d.import.headings.doctors);
    await person.press(d.import.button);
    await errorIs(person, d.import.noFile);
    await take('doctors', [...doctors, 'Nobody,nowhere,F9,', 'Carl,CARL.planted@example.org,F1,']);
    await errorIs(person, d.import.summary);
    const lines = await person.page.locator('tbody th').allInnerTexts();
    assert.deepEqual(lines, ['5', '6']);
    assert.doesNotMatch(await person.textOf(), /nowhere/);
    await look(person.visitor, 'director-error-lines', { error: true });
    await take('doctors', doctors);
    await person.arrive(d.import.done);
    await person.says(d.import.doneText, { count: '3' }).waitFor();
    await person.look('imported');
    await person.press(d.import.goOn);
    await person.press(d.home.links.applications.name);
    await person.arrive(d.import.headings.applications);
    await person.look('import');
    await take('applications', applications);
    await person.arrive(d.import.done);
    await person.press(d.import.goOn);
    await person.arrive(d.home.heading);
    await person.look('desk');
  });

  it('prints letters to supervisors and waits for their answer', async () => {
    await person.press(d.home.links.notice.name);
    await person.arrive(d.letters.sheet);
    const { notice } = d.letter;
    await person.says(fill(notice.paragraphs[1], { days: '14' })).waitFor();
    await person.says(fill(notice.paragraphs[2], { dates: '6 August 2036' })).waitFor();
    await person.look('letters-notice');
    await person.back();
    await person.arrive(d.home.heading);
    await person.press(d.home.links.letters.name);
    await person.arrive(d.letters.heading);
    await person.look('letters');
    await person.continue();
    await errorIs(person, d.letters.empty);
    await person.hands.check(person.labelled(d.letters.kinds.supervisors));
    await person.continue();
    await person.arrive(d.letters.sheet);
    await person.look('letters-supervisors');
    const text = (await save(person, d.letters.save)).toString();
    assert.equal(text.split('\f').length, 2);
    assert.match(text, /To Dr Over <over@example\.org>/);
    await person.back();
    await toHome();
    await person.press(d.home.links.roster.name);
    await person.arrive(d.roster.heading);
    await person.look('roster');
    await saveDesk();
    // The supervisors were told twenty days ago.
    desk = await daysAgo(20, desk, words, (call) => {
      const told = (number) => [0, 0, 0, 0, number, 0, 0, 0];
      const { supporters } = call('director_do', Uint8Array.from([...told(4), ...told(5)]));
      assert.deepEqual(
        supporters.map(({ state }) => state),
        ['window-open', 'window-open'],
      );
    });
  });

  it('attests who is eligible', async () => {
    await openDesk();
    await person.press(d.home.links.roster.name);
    for (const [name, acts] of [
      ['Abel Planted', ['attest']],
      ['Berta Planted', ['supported', 'attest']],
    ]) {
      await person.arrive(d.roster.heading);
      await person.press(`${d.roster.look} ${name}`);
      await person.arrive(d.supporter.heading);
      await person.look('supporter');
      for (const act of acts) {
        await person.hands.check(person.labelled(d.supporter.acts[act]));
        if (act === 'attest') await person.look('attest');
        await person.continue();
        if (act !== 'attest') await person.says(d.roster.states['not-attested']).waitFor();
      }
      await person.says(d.roster.states.eligible).waitFor();
      await person.back();
    }
    await person.arrive(d.roster.heading);
    await toHome();
  });

  it('makes the pairs and says why of each of them', async () => {
    await person.press(d.home.links.allocate.name);
    await person.arrive(d.allocate.heading);
    await person.look('allocate');
    await person.press(d.allocate.button);
    await person.arrive(d.pairs.result);
    await person.says(d.home.allPaired).waitFor();
    await person.look('pairs');
    const first = await person.page.locator('tbody tr').first().innerText();
    assert.match(first, /Abel Planted/);
    assert.match(first, new RegExp(fill(d.pairs.met, { words: 'LTFT' })));
    assert.match(first, new RegExp(fill(d.pairs.unmet, { words: 'Age' })));
    const csv = (await save(person, d.pairs.save)).toString();
    assert.match(csv, /"'=cmd\|calc"/);
  });

  it('notes the wishes that a doctor told on paper', async () => {
    await person.press(`${d.pairs.look} Carl Planted`);
    await person.arrive(d.doctor.heading);
    await person.hands.check(person.labelled(d.doctor.acts.wishes));
    const wishes = person.page.getByLabel(d.doctor.wishes, { exact: true });
    assert.equal(await wishes.inputValue(), 'LTFT\nAge');
    await person.look('wishes');
    await person.hands.fill(wishes, 'LTFT\nltft');
    await person.continue();
    await errorIs(person, d.actRefusals.not_wishes);
    await look(person.visitor, 'director-error-wishes', { error: true });
    await person.hands.fill(wishes, 'LTFT\nFaith');
    await person.continue();
    await person.says(d.pairs.later, { words: 'Faith' }).waitFor();
    await person.says(d.pairs.met, { words: 'LTFT' }).waitFor();
    await person.back();
  });

  it('gives another pairing to whoever asks for one', async () => {
    await person.press(`${d.pairs.look} Carl Planted`);
    await person.arrive(d.doctor.heading);
    await person.look('doctor');
    await person.hands.check(person.labelled(d.doctor.acts.change));
    await person.continue();
    await person.says(d.pairs.nobody).waitFor();
    await person.hands.check(person.labelled(d.doctor.acts['opts-out']));
    await person.continue();
    await person.says(d.pairs.standings['opted-out']).waitFor();
    await person.hands.check(person.labelled(d.doctor.acts['opts-in']));
    await person.continue();
    await person.says(d.pairs.standings.in).waitFor();
    await person.back();
    await person.says(d.pairs.without).waitFor();
    await person.look('pairs-without');
    await toHome();
    await person.press(d.home.links.allocate.name);
    await person.press(d.allocate.button);
    await person.arrive(d.pairs.result);
    const first = await person.page.locator('tbody tr').first().innerText();
    assert.match(first, /Berta Planted/);
    await toHome();
  });

  it('introduces and shows feedback five at a time', async () => {
    await person.press(d.home.links.letters.name);
    await person.hands.check(person.labelled(d.letters.kinds.introductions));
    await person.continue();
    await person.arrive(d.letters.sheet);
    assert.equal(await person.page.locator('.sotto-letter').count(), 5);
    await person.look('letters-introductions');
    await person.back();
    await toHome();
    await person.press(d.home.links.feedback.name);
    await person.arrive(d.feedback.heading);
    await person.press(d.feedback.button);
    await errorIs(person, d.feedback.empty);
    const put = async (lines) => {
      await person.hands.fill(person.page.getByLabel(d.feedback.label), lines);
      await person.press(d.feedback.button);
      await person.says(d.feedback.taken).waitFor();
    };
    await put('one\ntwo\nthree\nfour');
    await person.press(d.feedback.show);
    await person.says(d.feedback.nothing).waitFor();
    await person.look('feedback');
    await put('five');
    await person.press(d.feedback.show);
    await person.arrive(d.feedback.batch);
    assert.equal(await person.page.locator('.nhsuk-inset-text').count(), 5);
    await person.look('feedback-batch');
    await person.back();
    await toHome();
  });

  it('signs a statement', async () => {
    const s = d.statement;
    await person.press(d.home.links.statement.name);
    await person.arrive(s.heading);
    await person.look('statement-form');
    await person.press(s.button);
    await errorIs(person, s.errors.who);
    await look(person.visitor, 'director-error-statement', { error: true });
    await person.page.getByLabel(s.who).selectOption({ label: 'Abel Planted' });
    await person.hands.check(person.labelled(t.kinds[0]));
    await person.page.getByLabel(s.hours).selectOption({ label: t.hours[1] });
    for (const [part, text] of [
      ['day', '4'],
      ['month', '8'],
      ['year', '2026'],
    ]) {
      await person.hands.fill(person.page.locator(`#from-${part}`), text);
      await person.hands.fill(person.page.locator(`#until-${part}`), part === 'day' ? '5' : text);
    }
    await person.press(s.button);
    await person.arrive(s.sheet);
    await person.look('statement-sheet');
    statement = (await save(person, s.save)).toString();
    assert.match(statement, /^Sotto statement 1\n/);
    assert.doesNotMatch(statement, /Carl|Dora|Erik/);
    await person.back();
    await toHome();
    await saveDesk();
  });

  it('asked the service for nothing and left nothing behind', async () => {
    assert.deepEqual(
      here.proxy.seen.filter(({ method }) => method === 'POST').map(({ url }) => url),
      [],
    );
    assert.deepEqual(person.visitor.problems, []);
    assert.deepEqual(await kept(person.visitor), nothing);
    // Shorter words stand in megabytes of random bytes by chance.
    const planted = /planted|Dr Over/i;
    assert.doesNotMatch(desk.toString('latin1'), planted);
    const files = readdirSync(here.broker.data, {
      recursive: true,
      withFileTypes: true,
    });
    for (const each of files.filter((one) => one.isFile())) {
      const bytes = readFileSync(join(each.parentPath, each.name)).toString('latin1');
      assert.doesNotMatch(bytes, planted, each.name);
    }
  });

  it('lets anybody check the statement', async () => {
    const visitor = await Visitor.at(here.address);
    const page = await visitor.go('/statement');
    const paste = async (text) => {
      await page.getByLabel(t.statement.label, { exact: true }).fill(text);
      await page.getByRole('button', { name: t.statement.button }).click();
    };
    await page.getByLabel(t.statement.label, { exact: true }).waitFor();
    here.proxy.clear();
    await paste('a letter');
    await page.getByRole('alert').getByRole('link', { name: t.statement.notOne }).waitFor();
    await look(visitor, 'nearpeer-error-statement', { error: true });
    await paste(`\n${statement.replaceAll('\n', '\r\n')}`);
    await page.getByRole('heading', { level: 1, name: t.statement.holds }).waitFor();
    await page.getByText('Abel Planted').waitFor();
    await look(visitor, 'nearpeer-statement-holds');
    await page.getByRole('button', { name: t.statement.again }).click();
    await paste(statement.replace('6 to 10', '11 to 20'));
    await page.getByRole('heading', { level: 1, name: t.statement.fails }).waitFor();
    await look(visitor, 'nearpeer-statement-fails');
    assert.deepEqual(here.proxy.seen, []);
    await visitor.close();
  });

  // --- the desk's parts ---

  const toVisits = async () => {
    await person.press(d.home.links.visit.name);
    await person.arrive(d.visits.heading);
  };
  const visit = async () => {
    await toVisits();
    await person.press(d.visits.button);
    await person.arrive(d.visited.heading);
  };
  const news = (kind, name) => person.says(d.visited.news[kind], { name }).waitFor();
  // One visit brings it, and the next answers it, from the desk as it was saved.
  const brings = async (kind) => {
    await visit();
    await news(kind, 'Carl Planted');
    await saveDesk();
    await toHome();
    await visit();
    await saveDesk();
    await toHome();
  };
  const peer = (who, args, input = '') => here.scheme.sotto(who, ['peer', ...args], { input });
  let invitations;

  it('prints an invitation a person and all of them on pages of their own', async () => {
    await person.press(d.home.links.letters.name);
    await person.hands.check(person.labelled(d.letters.kinds.invitations));
    await person.continue();
    await person.arrive(d.letters.sheet);
    assert.equal(await person.page.locator('.sotto-letter').count(), 5);
    await person.look('letters-invitations');
    const text = (await save(person, d.letters.save)).toString();
    invitations = Object.fromEntries(
      text
        .split('\f')
        .map((letter) => [
          /^\s*To (.*) </.exec(letter)[1],
          /^[0-9A-Z]{4}(-[0-9A-Z]{4}){5}$/m.exec(letter)[0],
        ]),
    );
    assert.equal(new Set(Object.values(invitations)).size, 5);
    await person.back();
    await toHome();
  });

  it('gives the desk its parts by slips', async () => {
    await toVisits();
    await person.look('visits-none');
    const type = async (code) => {
      await person.hands.fill(person.page.getByLabel(d.visits.enrol.label), code);
      await person.press(d.visits.enrol.button);
    };
    await person.press(d.visits.enrol.button);
    await errorIs(person, d.visits.enrol.empty);
    await look(person.visitor, 'director-error-part', { error: true });
    await type(Object.values(invitations)[0]);
    await person.page.getByRole('alert').getByRole('link').first().waitFor();
    for (const parts of ['1', '2', '3', '4']) {
      await type(here.scheme.takeSlip());
      await person.says(d.visits.has, { parts, of: '4' }).waitFor();
      await person.says(d.visits.saveFirst).waitFor();
      await saveDesk();
    }
    await person.look('visits');
    await toHome();
  });

  it('visits with every part and says who has come', async () => {
    await here.scheme.enrol('carl', 'colleague');
    await peer('carl', ['join'], `${invitations['Carl Planted']}\n`);
    here.proxy.clear();
    await visit();
    await news('came', 'Carl Planted');
    await person.look('visited');
    // Four parts, each of them one opening and two commits, whatever came.
    assert.equal(here.proxy.answersTo('/gateway'), 4 * 3);
    await toHome();
  });

  it('says again what was not saved and answers what was', async () => {
    await openDesk();
    await visit();
    await news('came', 'Carl Planted');
    await saveDesk();
    await toHome();
    assert.equal((await peer('carl', ['show'])).known, false);
    await visit();
    await person.says(d.visited.nothing).waitFor();
    await saveDesk();
    await toHome();
    const { known, name } = await peer('carl', ['show']);
    assert.deepEqual({ known, name }, { known: true, name: 'Carl Planted' });
  });

  it('brings an opting out and a letter about the pair', async () => {
    const wishes = join(here.scheme.folder, 'wishes.txt');
    writeFileSync(wishes, 'Part time; Age');
    await peer('carl', ['wishes', '--file', wishes]);
    await brings('wished');
    await peer('carl', ['opt-out']);
    await brings('opted-out');
    const file = join(here.scheme.folder, 'about.txt');
    writeFileSync(file, 'We do not get on.');
    const [{ number }] = (await peer('carl', ['opt-in'])).pairs;
    await peer('carl', ['tell', String(number), '--file', file]);
    await brings('opted-in');
    await peer('carl', ['show']);
    await visit();
    await news('about-relationship', 'Carl Planted');
    await saveDesk();
    await person.press(d.visited.notes);
    await person.arrive(d.notes.heading);
    await person.says('We do not get on.').waitFor();
    await person.look('notes');
    await person.back();
    await toHome();
  });

  it('asks whose an application from another locker is', async () => {
    await here.scheme.enrol('other', 'supporter');
    const path = join(here.scheme.folder, 'applied.csv');
    writeFileSync(
      path,
      `${[applications[0], applications[1].replace('LTFT', 'Age')].join('\n')}\n`,
    );
    await peer('other', ['apply', '--file', path]);
    await visit();
    await news('applied-elsewhere', 'Abel Planted');
    await saveDesk();
    await toHome();
    await person.press(d.home.links.roster.name);
    await person.press(`${d.roster.look} Abel Planted`);
    await person.arrive(d.supporter.heading);
    await person.says(d.supporter.claim.about).waitFor();
    await person.look('claim');
    await person.hands.check(person.labelled(d.supporter.acts.theirs));
    await person.continue();
    await person.says(d.supporter.claim.about).waitFor({ state: 'detached' });
    await person.page.locator('dd').getByText('Age', { exact: true }).waitFor();
    // The story goes on with the desk as it was saved before.
    await openDesk();
  });

  it('takes somebody off the desk for good once everything is settled', async () => {
    const { takenOff, actRefusals } = d;
    await person.press(d.home.links.pairs.name);
    await person.press(`${d.pairs.look} Carl Planted`);
    await person.arrive(d.doctor.heading);
    const say = async (act) => {
      await person.hands.check(person.labelled(d.doctor.acts[act]));
      if (act === 'remove') await person.look('remove');
      await person.continue();
    };
    const refused = async (why) => {
      await say('remove');
      await errorIs(person, actRefusals[why]);
    };
    await refused('paired');
    await look(person.visitor, 'director-error-remove', { error: true });
    await say('change');
    await person.says(d.pairs.nobody).waitFor();
    await refused('still_in');
    await say('withdraws');
    await person.says(d.pairs.standings.withdrawn).waitFor();
    await refused('notes');
    await say('settled');
    await person.labelled(d.doctor.acts.settled).waitFor({ state: 'detached' });
    await say('remove');
    await person.arrive(takenOff.heading);
    await person.look('taken-off');
    await person.back();
    await person.arrive(d.pairs.heading);
    assert.doesNotMatch(await person.textOf(), /Carl Planted/);
    await toHome();
    await person.press(d.home.links.notes.name);
    await person.says(d.notes.none).waitFor();
    await toHome();
    // The story goes on with the desk as it was saved before.
    await openDesk();
  });

  it('stops when the network does and says so', async () => {
    here.proxy.cutOff();
    await visit();
    await person.says(texts.personal.failures.no_answer.heading).waitFor();
    await person.look('visited-stopped');
    here.proxy.connect();
    await saveDesk();
    await toHome();
  });

  // --- the same file on the command line ---

  it('keeps one desk for the command line and the pages', async () => {
    const { scheme } = here;
    const path = (name) => join(scheme.folder, name);
    writeFileSync(path('director.words'), words);
    const desktop = (args) => scheme.sotto('director', ['director', ...args]);
    const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
    // Made here, changed there: a doctor more, and another allocation by the same number.
    writeFileSync(path('desk'), desk);
    writeFileSync(
      path('more.csv'),
      'name,email,grade,wishes\nFay Planted,fay@example.org,F1,LTFT\n',
    );
    const at = ['--desk', path('desk')];
    await desktop(['import', 'doctors', path('more.csv'), ...at]);
    writeFileSync(path('both'), readFileSync(path('desk')));
    const shown = await desktop(['allocate', '--seed', '7', ...at]);
    assert.equal(shown.doctors.length, 4);
    assert.deepEqual(
      shown.doctors.filter((row) => row.here).map((row) => row.name),
      ['Carl Planted'],
    );
    await desktop(['pairs', '--out', path('theirs.csv'), ...at]);
    // And back again.
    desk = readFileSync(path('both'));
    await openDesk();
    await person.press(d.home.links.allocate.name);
    await person.hands.fill(person.labelled(d.allocate.seed), '7');
    await person.press(d.allocate.button);
    await person.arrive(d.pairs.result);
    const ours = await save(person, d.pairs.save);
    assert.equal(digest(ours), digest(readFileSync(path('theirs.csv'))));
    assert.match(ours.toString(), /Fay Planted/);
    await saveDesk();
    writeFileSync(path('desk'), desk);
    await desktop(['pairs', '--out', path('again.csv'), ...at]);
    assert.equal(digest(readFileSync(path('again.csv'))), digest(ours));
  });

  it('hands the desk to the director after this one and nobody else', async () => {
    const { scheme } = here;
    const path = (name) => join(scheme.folder, name);
    const next = (args, input = '') => scheme.sotto('next', args, { input });
    await toHome();
    await person.press(d.home.links.handOver.name);
    await person.arrive(d.handOver.heading);
    await person.press(d.handOver.button);
    await errorIs(person, d.handOver.nobody);
    await look(person.visitor, 'director-error-hand-over', { error: true });
    // The next one opens a locker and is signed for the place.
    await scheme.enrol('next', 'recipient');
    const proposed = await next(['recipient', 'propose', '1', '--title', 'Programme director']);
    await appoint(scheme, proposed.six_words, here.broker.address);
    await next(['director', 'new', '--desk', path('next')]);
    const pairsBefore = await scheme.sotto('director', [
      ...['director', 'pairs', '--out', path('before.csv'), '--desk', path('desk')],
    ]);
    assert.equal(pairsBefore.out, path('before.csv'));
    await person.press(d.handOver.button);
    await person.says(d.handOver.code).waitFor();
    await person.look('hand-over');
    const code = await person.page.locator('.nhsuk-inset-text .sotto-slip__typed').innerText();
    const handed = await save(person, d.handOver.save);
    assert.doesNotMatch(handed.toString('latin1'), /planted/i);
    // In the pages of the next one: another code opens nothing, theirs does.
    desk = readFileSync(path('next'));
    words = scheme.words('next');
    await openDesk();
    await person.press(d.home.links.takeOver.name);
    await person.arrive(d.takeOver.heading);
    await person.press(d.takeOver.button);
    await errorIs(person, d.takeOver.noFile);
    const give = async (buffer, typed) => {
      await person.page.getByLabel(d.takeOver.file).setInputFiles({
        name: 'handed.desk',
        mimeType: 'application/octet-stream',
        buffer,
      });
      await person.hands.fill(person.page.getByLabel(d.takeOver.code), typed);
      await person.press(d.takeOver.button);
    };
    await give(handed, Object.values(invitations)[0]);
    await errorIs(person, d.takeOver.refusals.not_yours);
    await look(person.visitor, 'director-error-take-over', { error: true });
    await give(desk, code);
    await errorIs(person, d.takeOver.refusals.not_handed);
    await give(handed, code);
    await person.arrive(d.home.heading);
    await saveDesk();
    await toVisits();
    await person.says(d.visits.has, { parts: '0', of: '4' }).waitFor();
    // The same on the command line.
    writeFileSync(path('pages'), desk);
    const given = await scheme.sotto('director', [
      ...['director', 'hand-over', '--out', path('handed'), '--desk', path('desk')],
    ]);
    writeFileSync(path('code'), given.code);
    await next([
      ...['director', 'take-over', '--in', path('handed'), '--code-file', path('code')],
      ...['--desk', path('next')],
    ]);
    for (const [at, out] of [
      ['pages', 'pages.csv'],
      ['next', 'line.csv'],
    ]) {
      await next(['director', 'pairs', '--out', path(out), '--desk', path(at)]);
      assert.deepEqual(readFileSync(path(out)), readFileSync(path('before.csv')));
    }
  });
});
