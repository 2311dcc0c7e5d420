// Keys and rules that change while people go on: the operator proposes, the leads look and sign in the
// browser, and visits work before and after.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { kept, nothing } from './rig/look.mjs';
import { Person, texts } from './rig/people.mjs';
import { world } from './rig/world.mjs';

const t = texts.lead;
const c = t.change;

describe('keys and rules that change', { timeout: 600_000 }, () => {
  let here;
  before(async () => {
    here = await world();
  });
  after(() => here?.close());

  const file = (name) => join(here.scheme.folder, name);
  const logged = async (type) => {
    const { entries } = await here.sotto('anybody', ['log', 'verify']);
    return entries.filter((entry) => entry.type === type).length;
  };
  async function open(person, lead) {
    await person.visitor.go('/desk');
    await person.press(t.start.links.open.name);
    await person.page.getByLabel(t.keyForm.file).setInputFiles(here.scheme.key(lead));
    await person.page.getByLabel(t.keyForm.words).fill(here.scheme.words(lead));
    await person.continue();
  }
  // The one that waits: looked at, and signed.
  async function sign(lead, kind, { heading, button, says, name, then = t.signed.complete }) {
    const person = await Person.at(here, `${lead}-${name}`);
    person.looking = lead === 'lead-1';
    await open(person, lead);
    await person.heading(t.waiting.heading).waitFor();
    await person.says(t.waiting.kinds[kind]).waitFor();
    await person.page.getByRole('button', { name: t.waiting.look }).first().click();
    await person.heading(heading).waitFor();
    const text = await person.textOf();
    for (const part of says) assert.ok(text.includes(part), part);
    await person.look('see');
    await person.press(button);
    await person.heading(t.signed.heading).waitFor();
    await person.says(then).waitFor();
    await person.look('signed');
    await person.leave();
    assert.deepEqual(person.visitor.problems, []);
    assert.deepEqual(await kept(person.visitor), nothing);
    await person.close();
  }
  async function bothSign(kind, type, what) {
    const before = await logged(type);
    await sign('lead-1', kind, what);
    assert.equal(await logged(type), before, 'one lead alone changes nothing');
    await sign('lead-2', kind, what);
    assert.equal(await logged(type), before + 1);
  }
  async function everybodyGoesOn() {
    for (const [name, role] of [
      ['quill', 'colleague'],
      ['rowan', 'supporter'],
    ]) {
      const person = await Person.at(here, name);
      await person.open(here.scheme.words(name), role);
      await person.leave();
      assert.deepEqual(person.visitor.problems, []);
      await person.close();
    }
  }
  // A new person makes a key for the place of lead 2 and offers it; lead 1 signs the offer first. The new
  // key's public half.
  async function takesThePlace(person, ...why) {
    const { public_key } = await here.scheme.makeLeadKey(person);
    const offer = file(`${person}.offer`);
    const offered = ['--place', '1', ...why, '--out', offer, '--key', here.scheme.key(person)];
    await here.sotto(person, ['lead', 'offer', ...offered]);
    await here.sotto('lead-1', ['lead', 'replace', offer, '--key', here.scheme.key('lead-1')]);
    return public_key;
  }
  // Says what this key opens: the desk, or why it does not.
  async function opens(lead, heading) {
    const person = await Person.at(here, lead);
    await open(person, lead);
    await person.heading(heading).waitFor();
    assert.deepEqual(await kept(person.visitor), nothing);
    await person.close();
  }
  const change = (kind, says) => ({
    name: kind,
    heading: t.waiting.kinds[kind],
    button: c.button,
    says: [...c.about[kind], ...says],
  });

  it('the service’s key for concerns', async () => {
    const sheet = file('concerns-sheet');
    await here.atRest('concerns-key', 'rotate', '--sheet', sheet);
    assert.ok(readFileSync(sheet, 'utf8').length > 0);
    await bothSign('concerns-key', 'concerns-key', {
      name: 'concerns-key',
      heading: t.concernsKey.heading,
      button: t.concernsKey.button,
      says: t.concernsKey.about,
    });
    await everybodyGoesOn();
  });

  it('the key of the log', async () => {
    await here.atRest('log-key', 'new', ...here.scheme.seal);
    await bothSign('log-key', 'log-key', change('log-key', [c.reasons.planned]));
    await everybodyGoesOn();
  });

  it('the key that requests are sealed to, which nobody has to sign', async () => {
    assert.equal(await logged('gateway-key'), 0);
    await here.atRest('gateway-key', 'new', ...here.scheme.seal);
    assert.equal(await logged('gateway-key'), 1);
    await everybodyGoesOn();
  });

  it('the rules of the scheme, line by line', async () => {
    const rules = readFileSync(file('scheme.toml'), 'utf8');
    const title = 'Listen to Connect (demonstration)';
    assert.ok(rules.includes(`title = "${title}"`));
    writeFileSync(file('other.toml'), rules.replace(title, 'Listen to Connect, as before'));
    await here.atRest('policy', 'propose', '--scheme', file('other.toml'), ...here.scheme.seal);
    await bothSign('policy', 'policy', change('policy', [title, 'Listen to Connect, as before']));
  });

  it('a lead who leaves, and signs that last', async () => {
    await everybodyGoesOn();
    const key = await takesThePlace('lead-3');
    assert.equal(await logged('lead-key'), 0, 'one lead alone changes nothing');
    const says = [key.slice(0, 4), c.reasons.planned];
    await sign('lead-2', 'lead-key', { ...change('lead-key', says), then: t.signed.replaced });
    assert.equal(await logged('lead-key'), 1);
    await opens('lead-2', t.refusals.not_a_lead.happened);
    await opens('lead-3', t.waiting.heading);
    await everybodyGoesOn();
  });

  it('a lead whose key is stolen: the other lead signs, and the operator accepts it', async () => {
    const key = await takesThePlace('lead-4', '--lost');
    // The thief sees what waits, and cannot take it off the list.
    const thief = await Person.at(here, 'thief');
    await open(thief, 'lead-3');
    await thief.heading(t.waiting.heading).waitFor();
    await thief.page.getByRole('button', { name: t.waiting.look }).first().click();
    await thief.says(c.reasons.lost).waitFor();
    await thief.press(t.drop.link);
    await thief.press(t.drop.button);
    await thief.heading(t.statuses.unknown_proposal.happened).waitFor();
    await thief.close();
    assert.equal(await logged('lead-key'), 1, 'the operator has not accepted it');
    await here.atRest('lead-key', 'accept', '--lead', '1', key, ...here.scheme.seal);
    assert.equal(await logged('lead-key'), 2);
    await opens('lead-3', t.refusals.not_a_lead.happened);
    await opens('lead-4', t.waiting.heading);
    await everybodyGoesOn();
  });
});
