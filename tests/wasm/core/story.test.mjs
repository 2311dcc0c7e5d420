// The story of a colleague and a supporter, from the founding on, through the module and the worker's
// code, against a real broker.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { home, Page, scheme, sleep, World } from './world.mjs';

const world = new World();
const leads = [];
let slips = [];
const people = {};

before(async () => {
  const founders = new Page();
  for (let i = 0; i < 2; i++) leads.push(await founders.ask('leadKey'));
  const named = leads.flatMap((lead) => ['--lead', lead.publicKey]);
  const seal = `file:${world.data}.seal`;
  world.broker('init', '--scheme', scheme, ...named, '--data', world.data, '--seal-with', seal);
  const draft = new Uint8Array(readFileSync(join(world.data, 'genesis-draft')));
  const shown = await founders.ask('readDraft', { draft });
  assert.deepEqual(
    shown.leads,
    leads.map((lead) => lead.publicKey),
  );
  const signatures = [];
  for (const { file, words } of leads) {
    const done = await founders.ask('signDraft', {
      draft,
      file,
      words: words.join(' '),
    });
    signatures.push('--sign', done.signature);
  }
  world.broker('found', '--data', world.data, ...signatures);
  await world.serve();
  const made = await new Page().ask('slips', {
    count: 6,
    site: 'https://sotto.example',
  });
  writeFileSync(join(home, 'hashes'), made.hashes);
  world.broker(
    'codes',
    'import',
    '--data',
    world.data,
    '--until',
    '2099-08-31',
    join(home, 'hashes'),
  );
  slips = made.slips;
});
after(() => world.stop());

async function enrol(name, role) {
  const page = new Page();
  const { words } = await page.ask('freshWords');
  assert.equal(words.length, 7);
  people[name] = words.join(' ');
  const visit = await page.ask('enrol', { code: slips.pop().typed, role });
  assert.equal(visit.role, role);
  assert.equal(visit.lastOpened, null);
  return { page, visit };
}

// Days of four seconds may end while the fourteen files of a board are fetched: then again.
async function open(name, tries = 5) {
  const page = new Page();
  const visit = await page.ask('open', { words: people[name] });
  if (tries > 1 && ['board_invalid', 'directory_invalid'].includes(visit.failure)) {
    return open(name, tries - 1);
  }
  assert.equal(visit.failure, undefined, `${name}: ${JSON.stringify(visit)}`);
  page.visit = visit;
  return page;
}

// Visits until what is waited for is seen, and stays open then.
async function until(name, what, seen) {
  for (let i = 0; i < 60; i++) {
    const page = await open(name);
    await sleep(1500); // the first commit: an enquiry is shown after it
    if (seen(page.visit)) return page;
    await page.ask('leave');
  }
  throw new Error(`${name} waited in vain for ${what}`);
}

test('slips and words are looked at before anything is sent', async () => {
  const page = new Page();
  const { typed, link } = slips[0];
  assert.deepEqual(await page.ask('checkCode', { code: typed.toLowerCase() }), {
    ok: true,
  });
  assert.deepEqual(await page.ask('checkCode', { code: link }), { ok: true });
  const other = typed.slice(0, -1) + (typed.endsWith('0') ? '1' : '0');
  assert.deepEqual(await page.ask('checkCode', { code: other }), {
    refusal: 'wrong_log',
  });
  assert.deepEqual(await page.ask('checkCode', { code: 'abc' }), {
    refusal: 'length',
  });
  assert.deepEqual(await page.ask('checkCode', { code: '!' }), {
    refusal: 'character',
  });
  const before = world.requests.length;
  assert.deepEqual(await page.ask('checkWords', { words: 'abacus abdomen' }), {
    refusal: { reason: 'too_few', number: 2 },
  });
  assert.deepEqual(await page.ask('checkWords', { words: 'abacus sotto' }), {
    refusal: { reason: 'not_in_list', number: 2 },
  });
  const words = 'Abacus abdomen  abdominal abide abiding ability ablaze';
  assert.deepEqual(await page.ask('checkWords', { words }), { ok: true });
  assert.equal(world.requests.length, before);
  assert.deepEqual(await page.ask('open', { words }), {
    failure: 'refused',
    status: 'unknown_locker',
  });
  assert.deepEqual(await page.ask('enrol', { code: other, role: 'colleague' }), {
    failure: 'wrong_log',
  });
});

test('a supporter is listed by two leads who typed the six words', async () => {
  const { page, visit } = await enrol('supporter', 'supporter');
  assert.equal(visit.sixWords.length, 6);
  const fields = [
    ['name', 'Dr Rowan "Row" Example'],
    ['specialty', 'Anaesthetics'],
  ];
  const published = await page.ask('do', {
    intent: { kind: 'publish', fields },
  });
  assert.deepEqual(published.ownListing, fields);
  assert.deepEqual(await page.ask('propose'), { ok: true });
  await page.ask('leave');
  for (const { file, words } of leads) {
    const desk = new Page();
    assert.deepEqual(await desk.ask('openDesk', { file, words: 'no such words' }), {
      refusal: 'wrong_words',
    });
    const opened = await desk.ask('openDesk', { file, words: words.join(' ') });
    assert.ok('proposals' in opened, JSON.stringify(opened));
    const { proposals } = opened;
    assert.deepEqual(proposals[0].fields, fields);
    const { id } = proposals[0];
    assert.deepEqual(await desk.ask('sign', { id, sixWords: 'abacus' }), {
      refusal: 'six_words_differ',
    });
    const signed = await desk.ask('sign', {
      id,
      sixWords: visit.sixWords.join(' ').toUpperCase(),
    });
    assert.ok(Array.isArray(signed.waits), JSON.stringify(signed));
    await desk.ask('leave');
  }
});

test('a used code opens nothing', async () => {
  const { page } = await enrol('colleague', 'colleague');
  await page.ask('leave');
  slips.push(slips[0]);
  const again = await enrol('other', 'colleague');
  await again.page.ask('leave');
  const third = new Page();
  await third.ask('freshWords');
  const used = await third.ask('enrol', {
    code: slips[0].typed,
    role: 'colleague',
  });
  assert.deepEqual(used, { failure: 'refused', status: 'unknown_code' });
  slips.shift();
});

test('an enquiry, three meetings, an ending', async () => {
  for (let offered = false; !offered;) {
    await until('supporter', 'nothing', () => true).then((page) => page.ask('leave'));
    const shown = await new Page().ask('everybody');
    offered = shown.directory.some((each) => each.offered);
  }
  let id = null;
  for (let i = 0; id === null; i++) {
    assert.ok(i < 30, 'the enquiry could not be made');
    const page = await open('colleague');
    const { directory } = await page.ask('everybody');
    const intent = {
      kind: 'enquire',
      supporter: directory[0]?.id ?? '00'.repeat(16),
      means: 'phone',
      value: '01632 960123',
    };
    const done = await page.ask('do', { intent });
    await page.ask('leave');
    if (done.refusal === undefined) id = done.engagements[0].id;
    else await until('supporter', 'nothing', () => true).then((each) => each.ask('leave'));
  }

  const asked = await until('supporter', 'the enquiry', (v) => v.engagements.length === 1);
  assert.equal(asked.visit.engagements[0].value, '01632 960123');
  const theirs = asked.visit.engagements[0].id;
  const offer = () => ({
    kind: 'offer',
    engagement: theirs,
    slots: [{ start: 1893690000, place: 'Room 4' }],
  });
  await asked.ask('do', { intent: { kind: 'accept', engagement: theirs } });
  await asked.ask('do', { intent: offer() });
  // The window is closed: the page sends what the worker had prepared.
  const leaving = asked.leaving;
  asked.end();
  const sent = await world.sendOnLeaving(leaving);
  assert.equal(sent.status, 200);
  assert.ok(leaving.body.length < 60 * 1024);

  for (let meeting = 1; meeting <= 3; meeting++) {
    const chooses = await until('colleague', 'an offer', (v) =>
      v.engagements.some((each) => each.slots.length > 0 && each.offer >= meeting),
    );
    const done = await chooses.ask('do', {
      intent: { kind: 'choose', engagement: id, slot: 1 },
    });
    assert.equal(done.engagements[0].chosen, 1);
    await chooses.ask('leave');
    const agreed = await until('supporter', 'the choice', (v) =>
      v.engagements.some((each) => each.agreed === meeting),
    );
    const held = await agreed.ask('do', {
      intent: { kind: 'held', engagement: theirs },
    });
    if (meeting < 3) {
      await agreed.ask('do', { intent: offer() });
    } else {
      assert.equal(held.counts.meetings, 3);
      const fourth = await agreed.ask('do', { intent: offer() });
      assert.ok(['fourth_meeting', 'already_ended'].includes(fourth.refusal), fourth.refusal);
    }
    await agreed.ask('leave');
  }
  const over = await until('colleague', 'the end', (v) =>
    v.engagements.every((each) => each.phase === 'ended'),
  );
  await over.ask('leave');
});

test('what was done survives a locker that was opened elsewhere', async () => {
  const first = await open('supporter');
  const second = await open('supporter');
  await first.ask('leave');
  const done = await second.ask('do', {
    intent: { kind: 'pause', paused: true },
  });
  assert.ok(done.paused);
  await sleep(6000); // its commit is stale; it opens again by itself
  await second.ask('leave');
  assert.equal(second.stopped, undefined);
  const third = await open('supporter');
  assert.equal(third.visit.paused, true);
  await third.ask('leave');
});

test('new words open the locker, the old ones nothing', async () => {
  const page = await open('other');
  const { words } = await page.ask('freshWords');
  const moved = await page.ask('move');
  assert.equal(moved.moved, 'done');
  await page.ask('leave');
  assert.equal((await new Page().ask('open', { words: people.other })).status, 'unknown_locker');
  people.other = words.join(' ');
  await (await open('other')).ask('leave');
});
