// Debian's Firefox through WebDriver BiDi. Playwright drives only a Firefox of its own or one newer than
// Debian's, and a socket with text frames (RFC 6455) is all that is needed for a few questions.
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { serveOn, temporaryFolder } from './processes.mjs';

class Socket {
  #answers = new Map();
  #held = Buffer.alloc(0);
  #text = '';
  #next = 0;

  static open(address) {
    const { hostname, port } = new URL(address);
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
    };
    return new Promise((done, failed) => {
      http
        .get({ hostname, port, path: '/session', headers })
        .once('upgrade', (_, stream) => done(new Socket(stream)))
        .once('error', failed)
        .once('response', ({ statusCode }) => failed(new Error(`Firefox answers ${statusCode}`)));
    });
  }

  constructor(stream) {
    this.stream = stream;
    stream.on('data', (bytes) => {
      this.#held = Buffer.concat([this.#held, bytes]);
      while (this.#frame());
    });
    stream.on('error', () => {});
  }

  // One whole frame, if it is there.
  #frame() {
    const held = this.#held;
    if (held.length < 2) return false;
    let [size, at] = [held[1] & 127, 2];
    if (size === 126 && held.length >= 4) [size, at] = [held.readUInt16BE(2), 4];
    else if (size === 127 && held.length >= 10) [size, at] = [Number(held.readBigUInt64BE(2)), 10];
    else if (size > 125) return false;
    if (held.length < at + size) return false;
    if ((held[0] & 15) <= 1) this.#text += held.subarray(at, at + size);
    if ((held[0] & 128) !== 0 && this.#text !== '') {
      const message = JSON.parse(this.#text);
      this.#text = '';
      this.#answers.get(message.id)?.(message);
      this.#answers.delete(message.id);
    }
    this.#held = held.subarray(at + size);
    return true;
  }

  async ask(method, params) {
    const id = ++this.#next;
    const text = Buffer.from(JSON.stringify({ id, method, params }));
    // One whole frame of text; Firefox takes none whose mask is zero.
    const size = text.length < 126 ? [text.length] : [126, text.length >> 8, text.length & 255];
    const mask = [1, 2, 3, 4];
    const head = Buffer.from([0x81, 128 | size[0], ...size.slice(1), ...mask]);
    for (const index of text.keys()) text[index] ^= mask[index % 4];
    const answer = new Promise((done) => this.#answers.set(id, done));
    this.stream.write(Buffer.concat([head, text]));
    const message = await answer;
    if (message.type === 'error') throw new Error(`${method}: ${message.message}`);
    return message.result;
  }
}

export class Firefox {
  static async start() {
    const firefox = new Firefox();
    const home = temporaryFolder();
    const args = ['--headless', '--no-remote', '--profile', home, '--remote-debugging-port', '0'];
    const said = /WebDriver BiDi listening on (ws:\S+)/;
    firefox.process = await serveOn('firefox-esr', args, said, { ...process.env, HOME: home });
    firefox.socket = await Socket.open(firefox.process.match[1]);
    await firefox.socket.ask('session.new', { capabilities: {} });
    const { contexts } = await firefox.socket.ask('browsingContext.getTree', {});
    firefox.context = contexts[0].context;
    return firefox;
  }

  go(url) {
    return this.socket.ask('browsingContext.navigate', {
      context: this.context,
      url,
      wait: 'complete',
    });
  }
  // In a world beside the page's own.
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.socket.ask('script.evaluate', {
      expression,
      target: { context: this.context, sandbox: 'tests' },
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  }
  async until(expression, seconds = 40) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      if (await this.evaluate(expression)) return;
      if (Date.now() > end) {
        throw new Error(
          `Firefox waited in vain for ${expression}: ${await this.evaluate('document.body.innerText')}`,
        );
      }
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  async screenshot() {
    const { data } = await this.socket.ask('browsingContext.captureScreenshot', {
      context: this.context,
    });
    return Buffer.from(data, 'base64');
  }
  async close() {
    this.socket.stream.destroy();
    await this.process.stop();
  }
}
