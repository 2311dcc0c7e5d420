// Between a browser and the broker: hands everything on, writes down what can be seen of it, and makes
// trouble when told to.
import http from 'node:http';

// What happens to a request: `rule(request)` returns one of these, or nothing.
//   { delay: ms }            the answer comes later
//   { status: 503 }          answered here
//   { cut: 'before' }        the connection ends before the broker has seen it
//   { cut: 'after' }         the broker has applied it, its answer is lost
//   { swap: bytes => bytes } another body
//   { port: n }              another broker answers
export class Proxy {
  seen = []; // in the order in which they came
  rule = () => undefined;
  #sockets = new Set();
  #underway = new Set();
  #last = 0; // when something came or was answered last

  static async before(port) {
    const proxy = new Proxy();
    proxy.target = port;
    proxy.server = http.createServer((request, response) => proxy.#carry(request, response));
    proxy.server.on('connection', (socket) => {
      proxy.#sockets.add(socket);
      socket.once('close', () => proxy.#sockets.delete(socket));
    });
    await new Promise((done) => proxy.server.listen(0, '127.0.0.1', done));
    proxy.address = `http://127.0.0.1:${proxy.server.address().port}`;
    return proxy;
  }

  async #carry(request, response) {
    const answered = () => {
      this.#underway.delete(response);
      this.#last = Date.now();
    };
    this.#underway.add(response);
    this.#last = Date.now();
    response.once('close', answered);
    const entry = {
      at: Date.now(),
      method: request.method,
      url: request.url,
      host: request.headers.host,
      headers: request.headers,
      sent: 0,
      status: 0,
      got: 0,
    };
    this.seen.push(entry);
    const body = [];
    try {
      for await (const bytes of request) body.push(bytes);
    } catch {
      return; // the browser went away in the middle
    }
    const content = Buffer.concat(body);
    entry.sent = content.length;
    const rule = this.rule(entry) ?? {};
    if (rule.cut === 'before') return request.socket.destroy();
    if (rule.status) {
      entry.status = rule.status;
      return response.writeHead(rule.status, { 'cache-control': 'no-store' }).end();
    }
    let answer;
    try {
      answer = await ask(rule.port ?? this.target, request, content);
    } catch {
      return request.socket.destroy();
    }
    if (rule.delay) await new Promise((done) => setTimeout(done, rule.delay));
    if (rule.cut === 'after') return request.socket.destroy();
    const bytes = rule.swap ? rule.swap(answer.body) : answer.body;
    entry.status = answer.status;
    entry.got = bytes.length;
    entry.answer = answer.headers;
    const headers = { ...answer.headers, 'content-length': bytes.length };
    delete headers.connection;
    response.writeHead(answer.status, headers);
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }

  // Until everything that came is answered, and nothing new has come for a moment.
  async quiet() {
    await this.#until(
      () => this.#underway.size === 0 && Date.now() - this.#last > 150,
      'the network is never quiet',
    );
  }
  // How many requests to `path` were answered; and until there are so many, and no more come.
  answersTo(path) {
    return this.to(path).filter(({ status }) => status > 0).length;
  }
  async answered(path, count) {
    await this.#until(
      () => this.answersTo(path) >= count,
      `not ${count} requests to ${path} were answered`,
    );
    await this.quiet();
  }
  // Until the last request to `path` is so many milliseconds ago.
  async since(path, ms) {
    const last = this.to(path).at(-1)?.at ?? 0;
    await sleep(last + ms - Date.now());
  }
  async #until(there, problem) {
    for (const began = Date.now(); !there(); await sleep(20)) {
      if (Date.now() - began > 30_000) throw new Error(problem);
    }
  }

  // Everybody is cut off, and nobody gets through until `connect`.
  cutOff() {
    this.rule = () => ({ cut: 'before' });
    for (const socket of this.#sockets) socket.destroy();
  }
  connect() {
    this.rule = () => undefined;
  }

  clear() {
    this.seen.length = 0;
  }

  // Requests to `path`, a string or a pattern.
  to(path) {
    return this.seen.filter(({ url }) =>
      typeof path === 'string' ? url === path : path.test(url),
    );
  }

  async close() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }
}

const sleep = (ms) => new Promise((done) => setTimeout(done, Math.max(0, ms)));
const agent = new http.Agent({ keepAlive: true });

function ask(port, { method, url, headers }, content) {
  return new Promise((done, failed) => {
    const options = { host: '127.0.0.1', port, method, path: url, headers, agent };
    const onward = http.request(options, (answer) => {
      const body = [];
      answer.on('data', (bytes) => body.push(bytes));
      answer.on('error', failed);
      answer.on('end', () =>
        done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(body) }),
      );
    });
    onward.on('error', failed);
    onward.end(content);
  });
}
