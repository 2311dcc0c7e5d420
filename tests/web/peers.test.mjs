// A near-peer pair through the pages: a supporter applies, a doctor enters an invitation, they agree in
// writing, and part again. The programme director is the command line.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { daysAgo } from './rig/desk.mjs';
import { kept, look, nothing } from './rig/look.mjs';
import { appoint, nearPeer } from './rig/near_peer.mjs';
import { fill, Person, texts } from './rig/people.mjs';
import { Proxy } from './rig/proxy.mjs';
import { Scheme } from './rig/scheme.mjs';

const t = texts.peer;
const planted = /planted|Dr Over|LTFT|library at noon|more rooms/i;
const errorIs = (person, text) =>
  person.page.getByRole('alert').getByRole('link', { name: text }).first().waitFor();

// The director's two lockers wait for two commits each, again and again.
const shortWaits = {
  'first_commit = [0, 1]': 'first_commit = [2, 3]',
  'commit_interval = 2': 'commit_interval = 4',
};

// A letter needs some visits of both sides: one is on its way at a time, and batches take their time.
const kTries = 20;

// Somebody with a locker of this scheme. What they did goes with this visit and with others.
class Peer extends Person {
  nearPeer = true;
  looking = true;
  comesIn() {
    return this.open(this.words, this.role);
  }
  async passBy() {
    await this.here.proxy.since('/gateway', 1_500);
    await this.comesIn();
    await this.leave();
  }
  // Comes in until `there` is seen; others come by in between.
  async waitsFor(there, ...others) {
    for (let i = 0; i < kTries; ++i) {
      await this.here.proxy.since('/gateway', 1_500);
      await this.comesIn();
      const seen = await there()
        .waitFor({ timeout: 5_000 })
        .then(
          () => true,
          () => false,
        );
      if (seen) return;
      await this.leave();
      for (const other of others) await other.passBy();
    }
    throw new Error(`${this.name} waited in vain for ${there()}`);
  }
}

// The director's desk, at the command line.
class Desk {
  constructor(scheme, address) {
    this.scheme = scheme;
    this.address = address;
    this.path = join(scheme.folder, 'director.desk');
  }
  file(name, content) {
    const path = join(this.scheme.folder, name);
    writeFileSync(path, content);
    return path;
  }
  does(...args) {
    const all = ['director', ...args, '--desk', this.path];
    return this.scheme.sotto('director', all, { address: this.address });
  }
  visit() {
    return this.does('visit');
  }
  async begin() {
    await this.does('new');
    for (let part = 0; part < 2; ++part) {
      await this.does('enrol', '--slip-file', this.file('slip', `${this.scheme.takeSlip()}\n`));
    }
  }
  // The code on the letter to somebody.
  async invitation(name) {
    const out = join(this.scheme.folder, 'letters');
    await this.does('letters', 'invitations', '--out', out);
    const letter = readFileSync(out, 'utf8')
      .split('\f')
      .find((each) => each.includes(name));
    return /^ {4}([0-9A-Z]{4}(-[0-9A-Z]{4}){5})$/m.exec(letter)[1];
  }
  // Visits, and `others` do, until it is so on the desk.
  async until(so, what, ...others) {
    for (let i = 0; i < kTries; ++i) {
      if (so(await this.does('show'))) return;
      for (const other of i > 0 ? others : []) await other.passBy();
      await this.visit();
    }
    throw new Error(`the director waited in vain for ${what}`);
  }
}

describe('a near-peer pair', { timeout: 1_500_000 }, () => {
  let here;
  let desk;
  let doctor;
  let supporter;
  before(async () => {
    const scheme = await Scheme.found({
      supporters: [{ person: 'abel', name: 'Abel Planted' }],
      slips: 12,
      changes: { ...nearPeer({ desk_parts: 2, objection_days: 1 }), ...shortWaits },
    });
    await scheme.enrol('director', 'recipient');
    const args = ['recipient', 'propose', '1', '--title', 'Programme director'];
    await appoint(scheme, (await scheme.sotto('director', args)).six_words, scheme.address);
    await scheme.rest();
    const broker = await scheme.copy('peers');
    const proxy = await Proxy.before(broker.port);
    here = { scheme, broker, proxy, address: proxy.address };
    desk = new Desk(scheme, broker.address);
    await desk.begin();
    doctor = await Peer.at(here, 'doctor');
    supporter = await Peer.at(here, 'peer');
    supporter.words = scheme.words('abel');
    supporter.role = 'supporter';
    supporter.withoutMouse();
  });
  after(async () => {
    for (const person of [doctor, supporter]) await person?.close();
    await here?.proxy.close();
    await here?.broker.stop();
  });

  const done = async (person, act, values = {}) => {
    await person.arrive(t.done.heading);
    await person.says(t.done.visit).waitFor();
    await person.says(t.done.next[act], values).waitFor();
    await person.look(`done-${act}`);
    await person.press(t.done.button);
    await person.arrive(person.home.heading);
  };
  const fillIn = (person, label, text) =>
    person.hands.fill(person.page.getByLabel(label, { exact: true }), text);
  const seePair = async (person) => {
    await person.hands.click(person.page.locator('.sotto-entries').getByRole('button').first());
  };
  const fillDate = async (person, id, day, month, year) => {
    for (const [part, text] of Object.entries({ day, month, year }))
      await person.hands.fill(person.page.locator(`#${id}-${part}`), text);
  };

  it('a supporter applies with one question a page and no mouse', async () => {
    const a = t.apply;
    await supporter.comesIn();
    await supporter.look('home-first');
    await supporter.press(t.tasks.apply);
    await supporter.arrive(a.name.heading);
    await supporter.continue();
    await errorIs(supporter, a.errors.name);
    await look(supporter.visitor, 'peer-error-name', { error: true });
    await fillIn(supporter, a.name.heading, 'Abel Planted');
    await supporter.continue();
    await supporter.arrive(a.email.heading);
    await fillIn(supporter, a.email.heading, 'abel.planted@example.org');
    await supporter.look('apply-email');
    await supporter.continue();
    await supporter.arrive(a.supervisor.heading);
    await supporter.hands.check(supporter.labelled(a.supervisor.choices.educational));
    await supporter.look('apply-supervisor');
    await supporter.continue();
    await supporter.arrive(a.person.heading.educational);
    await fillIn(supporter, a.person.name, 'Dr Over');
    await fillIn(supporter, a.person.email, 'over@example.org');
    await supporter.look('apply-person');
    await supporter.continue();
    await supporter.arrive(a.declaration.heading);
    await supporter.look('apply-declaration');
    await supporter.continue();
    await errorIs(supporter, a.declaration.empty);
    await supporter.hands.check(supporter.labelled(a.declaration.box.educational));
    await supporter.continue();
    await supporter.arrive(a.matchedOn.heading);
    assert.equal(await supporter.page.locator('#matched-on').inputValue(), '');
    await fillIn(supporter, a.matchedOn.heading, 'LTFT');
    await supporter.look('apply-matched-on');
    await supporter.continue();
    await supporter.arrive(a.module.heading);
    await supporter.hands.check(supporter.labelled(a.module.choices.planned));
    await supporter.look('apply-module');
    await supporter.continue();
    await supporter.arrive(a.check.heading);
    await supporter.look('apply-check');
    await supporter.press(a.check.button);
    await done(supporter, 'apply', { days: '1' });
    await supporter.says(t.standing.waits.supporter).waitFor();
    await supporter.look('home-applied');
    await supporter.leave();
  });

  it('a doctor enters the invitation of a letter', async () => {
    const rows = ['name,email,grade,wishes', 'Carl Planted,carl.planted@example.org,F1,LTFT', ''];
    await desk.does('import', 'doctors', desk.file('doctors.csv', rows.join('\n')));
    doctor.words = await doctor.enrol(here.scheme.takeSlip(), 'colleague');
    await doctor.says(t.standing.notJoined.colleague).waitFor();
    await doctor.look('home-first');
    await doctor.press(t.tasks.join);
    await doctor.arrive(t.join.heading);
    await doctor.continue();
    await errorIs(doctor, t.join.empty);
    await fillIn(doctor, t.join.heading, '0000-0000');
    await doctor.continue();
    await errorIs(doctor, t.join.refusals.length);
    await look(doctor.visitor, 'doctor-error-invitation', { error: true });
    await fillIn(doctor, t.join.heading, (await desk.invitation('Carl Planted')).toLowerCase());
    await doctor.continue();
    await done(doctor, 'join');
    await doctor.says(t.standing.waits.colleague).waitFor();
    await doctor.leave();
  });

  it('both are told of each other without anybody asking', async () => {
    await desk.until(({ supporters }) => supporters.length === 1, 'the application', supporter);
    writeFileSync(
      desk.path,
      await daysAgo(3, readFileSync(desk.path), here.scheme.words('director'), (call) => {
        call('director_do', Uint8Array.from([0, 0, 0, 0, 2, 0, 0, 0]));
      }),
    );
    await desk.does('set', '--do', 'attest 2 F2');
    const { doctors } = await desk.does('allocate', '--seed', '7');
    assert.equal(doctors[0].supporter, 2);
    const paired = ({ doctors: [row] }) => row.here && row.supporter === 2;
    await desk.until(paired, 'the doctor', doctor);
    await desk.visit();
    const told = () => doctor.says(t.home.pair.colleague, { name: 'Abel Planted' });
    await doctor.waitsFor(told, { passBy: () => desk.visit() });
    await doctor.says(t.news.paired).waitFor();
    await doctor.says(t.pair.first.colleague).waitFor();
    await doctor.look('home-paired');
    await seePair(doctor);
    await doctor.arrive(t.pair.heading.colleague, { name: 'Abel Planted' });
    await doctor.says('LTFT').waitFor();
    assert.doesNotMatch(await doctor.textOf(), /abel\.planted@/);
    await doctor.look('pair-first');
    await doctor.leave();
  });

  it('the first words are those of the supporter', async () => {
    const i = t.introduce;
    const there = () => supporter.says(t.home.pair.supporter, { name: 'Carl Planted' });
    await supporter.waitsFor(there, doctor);
    await supporter.look('home-paired');
    await seePair(supporter);
    const onPair = () =>
      supporter.heading(t.pair.heading.supporter, { name: 'Carl Planted' }).waitFor();
    await onPair();
    // The doctor's locker gets in touch by itself, with one of its next visits.
    for (
      let i = 0;
      i < kTries && (await supporter.page.locator('.sotto-words').count()) === 0;
      ++i
    ) {
      await supporter.leave();
      await doctor.passBy();
      await supporter.comesIn();
      await seePair(supporter);
      await onPair();
    }
    await supporter.says('carl.planted@example.org').waitFor();
    await supporter.says(t.pair.first.supporter).waitFor();
    await supporter.look('pair-first');
    await supporter.press(t.pair.buttons.introduce);
    await supporter.arrive(i.heading, { name: 'Carl Planted' });
    await supporter.says(i.template).waitFor();
    await supporter.look('introduce');
    await supporter.press(i.button);
    await done(supporter, 'introduce');
    await seePair(supporter);
    await supporter.says(t.pair.first.supporterDone).waitFor();
    await supporter.press(t.pair.meet.offer);
    await supporter.arrive(t.meetings.offer);
    await fillDate(supporter, 'slot-1-date', '7', '1', '2030');
    await supporter.hands.fill(supporter.page.locator('#slot-1-time'), '17:30');
    await supporter.press(texts.supporter.offer.button);
    await supporter.says(t.pair.meet.offered).waitFor();
    await supporter.look('pair-offered');
    await supporter.leave();
  });

  it('the doctor chooses a time and writes the agreement', async () => {
    const a = t.agreement;
    const there = () => doctor.says(t.pair.first.colleagueDone);
    await doctor.waitsFor(there, supporter);
    await seePair(doctor);
    await doctor.look('pair-introduced');
    await doctor.press(t.pair.meet.choose);
    await doctor.arrive(t.meetings.times);
    await doctor.hands.check(doctor.page.getByRole('radio').first());
    await doctor.look('times');
    await doctor.continue();
    await doctor.says(t.pair.meet.chosen).waitFor();
    await doctor.press(t.pair.buttons.write);
    await doctor.arrive(a.start.heading);
    await doctor.continue();
    await errorIs(doctor, a.errors.date);
    await look(doctor.visitor, 'doctor-error-date', { error: true });
    await fillDate(doctor, 'start', '1', '12', '2026');
    await doctor.continue();
    await doctor.arrive(a.end.heading);
    await fillDate(doctor, 'end', '1', '8', '2026');
    await doctor.continue();
    await errorIs(doctor, a.errors.backwards);
    await look(doctor.visitor, 'doctor-error-backwards', { error: true });
    await fillDate(doctor, 'end', '1', '8', '2027');
    await doctor.continue();
    for (const [field, text] of [
      ['howOften', 'Once a month, half an hour'],
      ['where', 'The library at noon'],
    ]) {
      await doctor.arrive(a[field].heading);
      await fillIn(doctor, a[field].heading, text);
      await doctor.look(`agree-${field}`);
      await doctor.continue();
    }
    await doctor.arrive(a.means.heading);
    await doctor.hands.check(doctor.labelled(a.means.choices.phone));
    await fillIn(doctor, a.means.value, '07700 900123');
    await doctor.look('agree-means');
    await doctor.continue();
    for (const field of ['gain', 'notes']) {
      await doctor.arrive(a[field].heading);
      await doctor.continue();
    }
    await doctor.arrive(a.check.heading);
    await doctor.says(a.clause).waitFor();
    await doctor.look('agree-check');
    await doctor.press(`${texts.app.change} ${a.rows.howOften.toLowerCase()}`);
    await doctor.arrive(a.howOften.heading);
    await fillIn(doctor, a.howOften.heading, 'Once a month');
    await doctor.continue();
    await doctor.arrive(a.check.heading);
    await doctor.press(a.check.button);
    await done(doctor, 'agreement');
    await doctor.leave();
  });

  it('the supporter reads the same text and signs it', async () => {
    const a = t.agreement;
    const there = () => supporter.says(t.pair.agreement.theirs);
    await supporter.waitsFor(there, doctor);
    await supporter.look('home-to-sign');
    await seePair(supporter);
    await supporter.press(t.pair.buttons.sign);
    await supporter.arrive(a.heading, { name: 'Carl Planted' });
    for (const text of ['Carl Planted', 'Abel Planted', 'Once a month', 'The library at noon'])
      await supporter.page.locator('dd').getByText(text, { exact: true }).waitFor();
    await supporter.says(a.clause).waitFor();
    await supporter.look('agreement');
    await supporter.press(a.sign);
    await done(supporter, 'agreement');
    await seePair(supporter);
    await supporter.says(t.pair.agreement.whole).waitFor();
    await supporter.press(t.pair.buttons.see);
    await supporter.press(a.print);
    await supporter.arrive(a.sheet);
    const sheet = await supporter.page.locator('pre').innerText();
    assert.match(sheet, /^11\. Signed \(supportee\): [0-9a-f]{128}$/m);
    assert.match(sheet, /^12\. Signed \(supporter\): [0-9a-f]{128}$/m);
    await supporter.look('agreement-sheet');
    await supporter.back();
    await supporter.back();
    await supporter.press(a.paper);
    await supporter.arrive(a.sheet);
    assert.match(await supporter.page.locator('pre').innerText(), /^12\. .*: _{40}$/m);
    await supporter.look('agreement-empty');
    await supporter.leave();
  });

  it('the doctor gives feedback and says something of the scheme without a name', async () => {
    const f = t.feedback;
    const there = () => doctor.says(t.news.agreement);
    await doctor.waitsFor(there, supporter);
    await seePair(doctor);
    await doctor.says(t.pair.agreement.whole).waitFor();
    await doctor.look('pair-agreed');
    await doctor.press(t.pair.buttons.give);
    for (const question of f.questions) {
      await doctor.arrive(question);
      await doctor.hands.check(doctor.labelled(f.scale[3]));
      await doctor.look('feedback-question');
      await doctor.continue();
    }
    await doctor.arrive(f.text.heading);
    await fillIn(doctor, f.text.heading, 'Thank you,\nmore rooms would help.');
    await doctor.continue();
    await doctor.arrive(f.check.heading);
    await doctor.look('feedback-check');
    await doctor.press(f.check.button, { name: 'Abel Planted' });
    await done(doctor, 'feedback');
    await doctor.press(t.home.links.scheme);
    await doctor.arrive(t.scheme.heading);
    await doctor.look('about-scheme');
    await doctor.press(t.scheme.button);
    await errorIs(doctor, t.text.empty);
    await fillIn(doctor, t.scheme.heading, 'More rooms, planted.');
    await doctor.press(t.scheme.button);
    await done(doctor, 'tellAboutScheme');
    await doctor.leave();
  });

  it('the supporter reads the feedback and says that they are there', async () => {
    const there = () => supporter.says(t.news.feedback);
    await supporter.waitsFor(there, doctor);
    await seePair(supporter);
    await supporter.press(t.pair.buttons.read);
    await supporter.arrive(t.feedback.received.heading, { name: 'Carl Planted' });
    await supporter.says('Thank you, more rooms would help.').waitFor();
    await supporter.look('feedback-received');
    await supporter.back();
    await supporter.press(t.pair.buttons.remind);
    await supporter.arrive(t.remind.heading, { name: 'Carl Planted' });
    await supporter.look('remind');
    await supporter.press(t.remind.button);
    await done(supporter, 'remind');
    await seePair(supporter);
    assert.equal(await supporter.button(t.pair.buttons.remind).count(), 0);
    await supporter.press(t.pair.buttons.relationship);
    await supporter.arrive(t.relationship.heading);
    await supporter.look('relationship');
    await supporter.press(t.relationship.steps);
    await supporter.arrive(texts.concern.begin.heading);
    await supporter.leave();
  });

  it('the doctor says what they would like in a supporter', async () => {
    const w = t.wishes;
    const { hands } = doctor;
    doctor.withoutMouse();
    await doctor.comesIn();
    await doctor.press(t.home.links.wishes);
    await doctor.arrive(w.heading);
    await doctor.look('wishes');
    await fillIn(doctor, w.label, 'Part time\npart TIME');
    await doctor.press(w.button);
    await errorIs(doctor, t.apply.errors.twice);
    await look(doctor.visitor, 'doctor-error-wishes', { error: true });
    await fillIn(doctor, w.label, 'Part time\nAge');
    await doctor.press(w.button);
    await done(doctor, 'stateWishes');
    await doctor.leave();
    doctor.hands = hands;
    const wished = ({ doctors }) => doctors[0].later.join() === 'Part time,Age';
    await desk.until(wished, 'the wishes', doctor);
    const { doctors } = await desk.does('show');
    assert.notEqual(doctors[0].supporter, null);
    assert.deepEqual(doctors[0].unmet, [], 'it is of the next pair');
  });

  it('the doctor opts out without telling the supporter and in again', async () => {
    await doctor.comesIn();
    await doctor.press(t.home.links.optOut);
    await doctor.arrive(t.optOut.heading);
    assert.equal(await doctor.labelled(t.optOut.no).isChecked(), true);
    await doctor.look('opt-out');
    await doctor.press(t.optOut.button);
    await done(doctor, 'optOut');
    await doctor.says(t.standing.optedOut).waitFor();
    await doctor.look('home-opted-out');
    await doctor.leave();
    const standing = (what) => (shown) => shown.doctors[0].standing === what;
    await desk.until(standing('opted-out'), 'opting out', doctor);
    await supporter.comesIn();
    await seePair(supporter);
    assert.equal(await supporter.says(t.pair.optedOut).count(), 0);
    await supporter.leave();
    await doctor.comesIn();
    await doctor.press(t.standing.optIn);
    await doctor.arrive(t.optIn.heading);
    await doctor.look('opt-in');
    await doctor.press(t.optIn.button);
    await done(doctor, 'optIn');
    await doctor.leave();
    await desk.until(standing('in'), 'opting in', doctor);
  });

  it('what is wrong has a way of its own and another pairing another', async () => {
    const r = t.relationship;
    await doctor.comesIn();
    await seePair(doctor);
    await doctor.press(t.pair.buttons.relationship);
    await doctor.arrive(r.heading);
    await doctor.page.getByRole('link', { name: r.paper }).waitFor();
    await fillIn(doctor, r.label, 'Something planted.');
    await doctor.look('relationship');
    await doctor.press(r.button);
    await done(doctor, 'tellRelationship');
    await seePair(doctor);
    await doctor.press(t.pair.buttons.another);
    await doctor.arrive(t.another.heading);
    await doctor.look('another');
    await doctor.press(t.another.button);
    await done(doctor, 'anotherPairing');
    await doctor.leave();
    await desk.until(({ doctors }) => doctors[0].supporter === null, 'another pairing', doctor);
    const { notes } = await desk.does('show');
    assert.match(JSON.stringify(notes), /Something planted/);
    await desk.visit();
    const unpaired = () => supporter.says(t.news.unpaired);
    await supporter.waitsFor(unpaired, { passBy: () => desk.visit() });
    await supporter.says(t.home.none.supporter).waitFor();
    await supporter.look('home-unpaired');
    assert.equal(await supporter.button(texts.supporter.links.pause).count(), 0);
    const rest = supporter.page.locator('summary').filter({ hasText: t.rest.summary });
    await supporter.hands.click(rest);
    for (const text of t.rest.text) await supporter.says(text).waitFor();
    await supporter.look('home-rest');
    await supporter.press(texts.supporter.tasks.directory);
    await supporter.arrive(texts.supporter.directory.heading);
    await supporter.says(t.list.offered).or(supporter.says(t.list.notOffered)).waitFor();
    await supporter.look('own-entry');
    await supporter.back();
    await supporter.leave();
  });

  it('the supporter leaves the scheme', async () => {
    await supporter.comesIn();
    await supporter.press(t.home.links.withdraw);
    await supporter.arrive(t.withdraw.heading);
    await supporter.look('withdraw');
    await supporter.press(t.withdraw.keep);
    await supporter.arrive(supporter.home.heading);
    await supporter.press(t.home.links.withdraw);
    await supporter.press(t.withdraw.button);
    await done(supporter, 'withdraw');
    await supporter.says(t.standing.withdrawn).waitFor();
    await supporter.look('home-left');
    await supporter.leave();
    const left = ({ supporters }) => supporters[0].state === 'withdrawn';
    await desk.until(left, 'the withdrawal', supporter);
  });

  it('the supporter applies again and begins anew', async () => {
    const a = t.apply;
    await supporter.comesIn();
    await supporter.press(t.tasks.applyAgain);
    await supporter.arrive(a.name.heading);
    await fillIn(supporter, a.name.heading, 'Abel Planted');
    await supporter.continue();
    await fillIn(supporter, a.email.heading, 'abel.planted@example.org');
    await supporter.continue();
    await supporter.hands.check(supporter.labelled(a.supervisor.choices.educational));
    await supporter.continue();
    await fillIn(supporter, a.person.name, 'Dr Other');
    await fillIn(supporter, a.person.email, 'other@example.org');
    await supporter.continue();
    await supporter.hands.check(supporter.labelled(a.declaration.box.educational));
    await supporter.continue();
    await supporter.arrive(a.matchedOn.heading);
    await supporter.continue();
    await supporter.hands.check(supporter.labelled(a.module.choices.done));
    await supporter.continue();
    await supporter.arrive(a.check.heading);
    await supporter.press(a.check.button);
    await done(supporter, 'apply', { days: '1' });
    await supporter.says(t.standing.waits.supporter).waitFor();
    await supporter.says(t.tasks.correctHint).waitFor();
    await supporter.look('home-applied-again');
    await supporter.leave();
    const anew = ({ supporters }) => supporters[0].state === 'supervisor-not-told';
    await desk.until(anew, 'the second application', supporter);
    assert.equal((await desk.does('show')).supporters.length, 1);
  });

  it('nothing of it is kept in a browser or can be read at the broker', async () => {
    for (const person of [doctor, supporter]) {
      assert.deepEqual(person.visitor.problems, []);
      assert.deepEqual(await kept(person.visitor), nothing);
    }
    const posts = here.proxy.seen.filter(({ method }) => method === 'POST');
    assert.ok(posts.length > 20);
    const other = posts.map(({ url }) => url).filter((url) => url !== '/gateway');
    assert.deepEqual(other, []);
    const files = readdirSync(here.broker.data, { recursive: true, withFileTypes: true });
    for (const each of files.filter((one) => one.isFile())) {
      // The listing of a supporter is public.
      const bytes = readFileSync(join(each.parentPath, each.name)).toString('latin1');
      assert.doesNotMatch(bytes.replaceAll('Abel Planted', ''), planted, each.name);
    }
  });
});
