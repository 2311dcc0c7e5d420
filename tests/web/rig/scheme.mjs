// A scheme of real processes under a temporary folder: founded, supporters listed and offered, then
// served to browsers from one copy of its data folder or from several that begin alike.
import { copyFileSync, cpSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run, serve, temporaryFolder } from './processes.mjs';
import * as where from './where.mjs';

const now = () => Date.now() / 1000;
const sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

// A listing counts from the next week on, and weeks begin at multiples of the day's length: so the day
// is made as long as puts the turn of a week right before `turn`, and of a day more than two hours later:
// a clock that is an hour ahead shows the same day. An epoch lasts the whole test too.
export function calendarFor(turn, epochDays) {
  for (const early of [3, 10, 30, 100]) {
    for (let daySeconds = 9000; daySeconds <= 86400; ++daySeconds) {
      const week = 7 * daySeconds;
      const into = (turn - 4 * daySeconds) % week; // the first Monday is day 4
      const day = Math.floor(turn / daySeconds) % epochDays;
      if (into < early && day > 10 && day < epochDays - 30)
        return { daySeconds, turn: turn - into };
    }
  }
  throw new Error('no day is of a length that fits');
}

const leads = ['lead-1', 'lead-2'];

export class Scheme {
  folder = temporaryFolder();
  slips = [];
  #broker;

  // changes: lines of the demonstration's policy and what replaces them. All of it has to be done before
  // the turn of a week; where that was too late, it begins again with as much time as it took.
  static async found({ supporters = [], colleagues = [], slips = 40, changes = {} } = {}) {
    for (let seconds = 30; ;) {
      const began = now();
      const scheme = await new Scheme().#found({ supporters, colleagues, slips, changes }, seconds);
      if (now() < scheme.turn) return scheme;
      seconds = 10 + 1.5 * (now() - began);
      await scheme.stop();
    }
  }

  // A scheme and slips, and nobody in it.
  static async foundOnly(changes = {}, slips = 4) {
    const scheme = new Scheme();
    await scheme.#found({ supporters: [], colleagues: [], slips, changes }, 300);
    return scheme;
  }

  async #found({ supporters, colleagues, slips, changes }, seconds) {
    await this.#leads();
    const { daySeconds, turn } = calendarFor(now() + seconds, 400);
    this.turn = turn;
    this.daySeconds = daySeconds;
    const policy = this.#policy({ 'day_seconds = 4': `day_seconds = ${daySeconds}`, ...changes });
    const init = ['init', '--scheme', policy, '--data', this.data, '--seal-with', `file:${this.data}.seal`];
    for (const key of this.publicKeys) init.push('--lead', key);
    await run(where.broker, init);
    const found = ['found', '--data', this.data];
    const draft = join(this.data, 'genesis-draft');
    for (const lead of leads) {
      const signed = await this.sotto(lead, [
        'lead',
        'sign-genesis',
        draft,
        '--key',
        this.key(lead),
      ]);
      found.push('--sign', signed.signature);
    }
    await run(where.broker, found);
    await this.start();
    await this.makeSlips(slips);
    await Promise.all([
      this.#list(supporters),
      ...colleagues.map((person) => this.enrol(person, 'colleague')),
    ]);
    return this;
  }

  // Their first commits after the signatures carry the contact keys of the week that comes.
  async #list(supporters) {
    const each = (what) => Promise.all(supporters.map(what));
    await each(({ person }) => this.enrol(person, 'supporter'));
    const sixWords = await each((supporter) => this.propose(supporter));
    await Promise.all(leads.map((lead) => this.sign(lead, supporters, sixWords)));
    await each(({ person, paused }) =>
      paused ? this.sotto(person, ['pause']) : this.visit(person),
    );
  }

  get data() {
    return join(this.folder, 'data');
  }
  key(lead) {
    return join(this.folder, `${lead}.key`);
  }

  async #leads() {
    const made = await Promise.all(leads.map((lead) => this.makeLeadKey(lead)));
    this.publicKeys = made.map(({ public_key }) => public_key);
  }
  makeLeadKey(lead) {
    const made = ['--out', this.key(lead), '--words-out', this.#wordsFile(lead)];
    return this.sotto(lead, ['lead', 'key', ...made]);
  }

  #policy(changes) {
    let text = readFileSync(where.demoScheme, 'utf8');
    const lines = {
      'first_commit = [0, 1]': 'first_commit = [3, 4]',
      'commit_interval = 2': 'commit_interval = 8',
      ...changes,
    };
    for (const [line, otherwise] of Object.entries(lines)) {
      if (!text.includes(`${line}\n`)) throw new Error(`the scheme has no line ${line}`);
      text = text.replace(`${line}\n`, `${otherwise}\n`);
    }
    const path = join(this.folder, 'scheme.toml');
    writeFileSync(path, text);
    copyFileSync(where.concernSteps, join(this.folder, 'concern-steps.toml'));
    return path;
  }

  // Without pages, for what the command line does.
  async start() {
    this.#broker = await serveFrom(this.data, join(this.folder, 'service.log'));
    this.address = this.#broker.address;
  }
  async stop() {
    await this.#broker?.stop();
    this.#broker = undefined;
  }

  // Waits until the supporters are offered, then stops the broker; the data folder is a beginning to copy.
  async rest() {
    await sleep(Math.max(0, this.turn + 4 - now()));
    await this.stop();
  }

  // Waits while a day turns: the log grows then.
  async clearOfTurn(seconds = 3) {
    const left = this.daySeconds - (now() % this.daySeconds);
    if (left < seconds) await sleep(left + 2);
  }

  // One more broker with pages, from a copy of the data folder.
  async copy(name, { pages = where.pages } = {}) {
    const data = join(this.folder, name);
    cpSync(this.data, data, { recursive: true });
    return this.serve(data, pages);
  }
  serve(data, pages = where.pages) {
    return serveFrom(data, `${data}.log`, ['--web', pages]);
  }
  get seal() {
    return ['--seal-with', `file:${this.data}.seal`];
  }

  // One command of the client, with the words of `person` where there are any.
  async sotto(person, args, { input = '', address = this.address } = {}) {
    const all = ['--json'];
    if (address) all.push('--broker', address);
    if (existsSync(this.#wordsFile(person))) all.push('--words-file', this.#wordsFile(person));
    return JSON.parse(await run(where.sotto, [...all, ...args], input));
  }
  #wordsFile(person) {
    return join(this.folder, `${person}.words`);
  }
  words(person) {
    return readFileSync(this.#wordsFile(person), 'utf8').trim();
  }

  async makeSlips(count) {
    const file = (name) => join(this.folder, name);
    const made = await this.sotto('administrator', [
      ...['codes', '--count', `${count}`, '--site', 'https://sotto.example'],
      ...['--out', file('sheet'), '--hashes', file('hashes'), '--text', file('slips')],
    ]);
    this.genesis = made.genesis;
    await this.importCodes(this.data, readFileSync(file('hashes')));
    const typed = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){5}$/gm;
    this.slips.push(...readFileSync(file('slips'), 'utf8').match(typed));
  }
  // hashes: as `sotto codes` and the page for administrators write them.
  async importCodes(data, hashes) {
    const file = join(this.folder, 'to-import');
    writeFileSync(file, hashes);
    await run(where.broker, ['codes', 'import', '--data', data, '--until', '2099-08-31', file]);
  }
  takeSlip() {
    const slip = this.slips.pop();
    if (slip === undefined) throw new Error('no slip left');
    return slip;
  }

  // What stands behind # in the link of a slip's square: the same code, and more of the genesis hash
  // (docs/spec/words-and-lockers.md).
  fragmentOf(slip) {
    return (
      slip.replaceAll('-', '').slice(0, 16) +
      base32(Buffer.from(this.genesis, 'hex').subarray(0, 16))
    );
  }

  async enrol(person, role) {
    const args = ['enrol', '--role', role, '--words-out', this.#wordsFile(person)];
    await this.sotto(person, args, { input: `${this.takeSlip()}\n` });
  }
  visit(person) {
    return this.sotto(person, ['visit', '--unattended']);
  }

  // supporter: person, name, and whatever else the listing says. The six words to read out.
  async propose({ person, name, paused, ...fields }) {
    const args = ['listing', '--name', name];
    for (const [key, value] of Object.entries(fields)) args.push(`--${key}`, value);
    return (await this.sotto(person, args)).six_words;
  }

  // A lead signs these listings, after the six words of each.
  async sign(lead, supporters, sixWords) {
    const key = ['--key', this.key(lead)];
    const { proposals } = await this.sotto(lead, ['lead', 'proposals', ...key]);
    for (const [i, { name }] of supporters.entries()) {
      const { id } = proposals.find(({ fields }) => fields.includes(`name: ${name}`));
      await this.sotto(lead, ['lead', 'sign', id, ...key], { input: `${sixWords[i]}\n` });
    }
  }
}

// Crockford's.
function base32(bytes) {
  let out = '';
  let [bits, held] = [0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) out += kDigits[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? out : out + kDigits[(held << (5 - bits)) & 31];
}
const kDigits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

// The keys of every copy are sealed under the same secret, beside them.
export async function serveFrom(data, log, more = []) {
  const errors = openSync(log, 'a', 0o600);
  const seal = `file:${join(dirname(data), 'data.seal')}`;
  const args = ['serve', '--data', data, '--seal-with', seal, '--listen', '127.0.0.1:0', ...more];
  const { line, stop } = await serve(where.broker, args, errors).catch((problem) => {
    throw new Error(`${problem.message}\n${readFileSync(log, 'utf8')}`);
  });
  const port = Number(/:(\d+)$/.exec(line.trim())?.[1]);
  if (!port) throw new Error(`the broker says "${line}"`);
  return { port, data, address: `http://127.0.0.1:${port}`, stop };
}
