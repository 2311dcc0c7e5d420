// node errand_bench.mjs TOOLS FOLDER: requests and bytes of a visit with the command line client, counted
// on loopback before a real broker, and of the same errand by mail: a client that reads what is new
// from Dovecot's IMAP server, answers through Postfix and files a copy. TOOLS holds both packages
// unpacked; root runs Postfix and Dovecot, others measure ours alone.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Scheme } from '../web/rig/scheme.mjs';
import { show } from './records.mjs';

const [tools, folder] = process.argv.slice(2);
const kMessage = 848; // bytes, what a cell holds of a message

function report(name, { requests, sent, received }) {
  show(`${name}: requests`, [requests]);
  show(`    bytes sent`, [sent]);
  show(`    bytes received`, [received]);
}

// --- ours ---

// Everything that goes through to the broker is counted, whoever opens the connection.
async function counter(port) {
  const count = { requests: 0, sent: 0, received: 0 };
  const server = createServer((client) => {
    const broker = connect(port, '127.0.0.1');
    client.on('data', (bytes) => {
      count.sent += bytes.length;
      count.requests += bytes.toString('latin1').split(' HTTP/1.1\r\n').length - 1;
    });
    broker.on('data', (bytes) => (count.received += bytes.length));
    for (const end of [client, broker]) end.on('error', () => undefined);
    client.pipe(broker).pipe(client);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { count, address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

async function visits() {
  const supporters = [{ person: 'rowan', name: 'Dr Rowan Example', specialty: 'Surgery' }];
  const scheme = await Scheme.found({ supporters, colleagues: ['quill'] });
  await scheme.rest();
  await scheme.start();
  const port = Number(new URL(scheme.address).port);
  for (const [person, role] of [['quill', 'colleague'], ['rowan', 'supporter']]) {
    const { count, address, close } = await counter(port);
    await scheme.sotto(person, ['visit', '--unattended'], { address });
    report(`a ${role}'s visit, two commits`, count);
    close();
  }
  await scheme.stop();
}

// --- mail ---

const kHeader = 'From: a@mail.example\r\nTo: b@mail.example\r\nSubject: Hello\r\nMessage-ID: <1@mail.example>\r\n' +
  'Date: Mon, 23 Nov 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n';
const kMail = kHeader + 'x'.repeat(70).concat('\r\n').repeat(12).slice(0, kMessage - 2) + '\r\n';

// A dialogue in lines: each command waits for the line that ends its answer.
class Dialogue {
  count = { requests: 0, sent: 0, received: 0 };
  #in;
  #text = '';
  #wake = () => undefined;
  constructor(from, to) {
    this.#in = to;
    from.on('data', (bytes) => {
      this.count.received += bytes.length;
      this.#text += bytes.toString('latin1');
      this.#wake();
    });
    from.on('end', () => this.#wake('the server hung up'));
  }
  async answer(last) {
    for (;;) {
      const found = last.exec(this.#text);
      if (found) {
        this.#text = this.#text.slice(found.index + found[0].length);
        return found[0];
      }
      const trouble = await new Promise((done) => (this.#wake = done));
      if (trouble) throw new Error(`${trouble}: ${this.#text}`);
    }
  }
  async ask(text, last) {
    ++this.count.requests;
    this.count.sent += text.length;
    this.#in.write(text, 'latin1');
    return this.answer(last);
  }
}

// The IMAP server itself, logged in beforehand: what a password and its answer cost is left out.
function imapServer() {
  const [core, imap] = ['dovecot-core', 'dovecot-imapd'].map((name) => join(tools, name));
  const number = (of) => Number(execFileSync('id', [of, 'mail'], { encoding: 'utf8' }));
  const [uid, gid] = [number('-u'), number('-g')];
  const config = join(folder, 'dovecot.conf');
  for (const name of ['mail', 'mail/new', 'mail/cur', 'mail/tmp', 'run']) {
    mkdirSync(join(folder, name), { recursive: true });
    chownSync(join(folder, name), uid, gid);
  }
  const settings = {
    protocols: 'imap',
    mail_location: `maildir:${folder}/mail`,
    base_dir: `${folder}/run`,
    log_path: `${folder}/dovecot.log`,
    ssl: 'no',
    mail_uid: 'mail',
    mail_gid: 'mail',
    first_valid_uid: uid,
    default_login_user: 'nobody',
    default_internal_user: 'mail',
    default_internal_group: 'mail',
  };
  writeFileSync(config, Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`).join(''));
  const env = { LD_LIBRARY_PATH: join(core, 'usr/lib/dovecot'), HOME: folder, USER: 'mail' };
  return () =>
    // Through pipes: with a socket it takes itself for a server that has to log people in.
    spawn(
      '/bin/sh',
      ['-c', 'cat | "$0" -c "$1" -f service=imap -e "$2" | cat', join(core, 'usr/bin/doveconf'), config, join(imap, 'usr/lib/dovecot/imap')],
      { env: { ...env, PATH: process.env.PATH }, stdio: ['pipe', 'pipe', 'ignore'] },
    );
}

// Reads `messages` new ones, and writes as many.
async function errand(messages, startImap, smtpPort) {
  for (let i = 0; i < messages; ++i) {
    const file = join(folder, 'mail/new', `${messages}.${i}.mail`);
    writeFileSync(file, kMail, { mode: 0o666 });
  }
  const imap = startImap();
  const mailbox = new Dialogue(imap.stdout, imap.stdin);
  await mailbox.answer(/\* PREAUTH .*\r\n/);
  let tag = 0;
  const command = (text) => mailbox.ask(`a${++tag} ${text}\r\n`, new RegExp(`^a${tag} OK .*\r\n`, 'm'));
  await command('SELECT INBOX');
  await command('UID SEARCH UNSEEN');
  await command('UID FETCH 1:* (UID FLAGS BODY[])');

  const socket = connect(smtpPort, '127.0.0.1');
  const post = new Dialogue(socket, socket);
  await post.answer(/^220 .*\r\n/m);
  await post.ask('EHLO client.example\r\n', /^250 .*\r\n/m);
  for (let i = 0; i < messages; ++i) {
    await post.ask('MAIL FROM:<b@mail.example>\r\n', /^250 .*\r\n/m);
    await post.ask('RCPT TO:<a@mail.example>\r\n', /^250 .*\r\n/m);
    await post.ask('DATA\r\n', /^354 .*\r\n/m);
    await post.ask(`${kMail}.\r\n`, /^250 .*\r\n/m);
    await mailbox.ask(`c${i} APPEND INBOX (\\Seen) {${kMail.length}}\r\n`, /^\+ .*\r\n/m);
    await mailbox.ask(`${kMail}\r\n`, new RegExp(`^c${i} OK .*\r\n`, 'm'));
  }
  await post.ask('QUIT\r\n', /^221 .*\r\n/m);
  await command('LOGOUT');
  imap.stdin.end();
  const sum = (what) => mailbox.count[what] + post.count[what];
  return { requests: sum('requests'), sent: sum('sent'), received: sum('received') };
}

async function mail() {
  const postfix = (what) =>
    execFileSync(join(dirname(fileURLToPath(import.meta.url)), 'postfix.sh'), [join(tools, 'postfix'), `${folder}-postfix`, what], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const port = Number(/:(\d+)\s*$/.exec(postfix('start'))[1]);
  try {
    for (const [messages, role] of [[1, 'colleague'], [3, 'supporter']]) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      report(`mail, a ${role}'s errand: ${messages} read and answered`, await errand(messages, imapServer(), port));
    }
  } finally {
    postfix('stop');
    rmSync(folder, { recursive: true, force: true });
  }
}

await visits();
if (process.getuid() === 0) await mail();
else console.log('Not root: without the comparison with mail.');
