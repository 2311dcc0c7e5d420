// One Chromium for all tests; every visitor has a context of their own, watched from the first byte.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
// target-size is only run when its tag is named.
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let launched;
export function browser() {
  launched ??= chromium.launch({
    executablePath: process.env.SOTTO_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--disable-dev-shm-usage'],
  });
  return launched;
}
export async function closeBrowser() {
  await (await launched)?.close();
  launched = undefined;
}

export class Visitor {
  problems = []; // whatever a good page never does
  requests = []; // addresses that the browser asked for, page and worker

  // options: of Playwright's newContext.
  static async at(address, options = {}) {
    const visitor = new Visitor();
    visitor.address = address;
    const context = await (
      await browser()
    ).newContext({ viewport: { width: 1200, height: 900 }, ...options });
    visitor.context = context;
    context.setDefaultTimeout(90_000); // a cap, for a machine that is busy with something else
    await context.exposeBinding('sottoViolation', (_, said) =>
      visitor.problems.push(`CSP: ${said}`),
    );
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const { violatedDirective, blockedURI, sourceFile, lineNumber, sample } = event;
        window.sottoViolation?.(
          `${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`,
        );
      });
    });
    context.on('request', (request) => visitor.requests.push(request.url()));
    context.on('weberror', (error) => visitor.problems.push(`error: ${error.error().message}`));
    // With the address, where something could not be fetched.
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        visitor.problems.push(`console: ${message.text()} ${message.location().url}`.trim());
    });
    visitor.page = await visitor.newPage();
    return visitor;
  }

  newPage() {
    return this.context.newPage();
  }

  async go(path = '/') {
    await this.page.goto(this.address + path);
    return this.page;
  }

  // What the browser itself says about a broken network is no fault of the page.
  forgiveNetwork() {
    this.problems = this.problems.filter((said) => !/Failed to load resource|net::ERR/.test(said));
  }

  close() {
    return this.context.close();
  }
}

// Runs in a world of its own, where the page's policy does not hold.
export async function inOwnWorld(page, expression) {
  const cdp = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await cdp.send('Page.getFrameTree');
    const world = await cdp.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
      expression,
      contextId: world.executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  } finally {
    await cdp.detach();
  }
}

// What axe finds, one line each; none on a good page.
export async function axe(page) {
  const options = { runOnly: { type: 'tag', values: axeTags }, resultTypes: ['violations'] };
  const found = await inOwnWorld(
    page,
    `${axeSource};axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
      violations.flatMap(({ id, help, nodes }) => nodes.map((node) => id + ': ' + help + ': ' + node.html)))`,
  );
  return found;
}

// Every string in the heap of a target; throws away the rest.
async function stringsOf(session) {
  const chunks = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', {
    reportProgress: false,
    captureNumericValue: false,
  });
  return JSON.parse(chunks.join('')).strings;
}
export async function heapStrings(page) {
  const cdp = await page.context().newCDPSession(page);
  const strings = await stringsOf(cdp);
  await cdp.detach();
  return strings;
}

// The worker of a page, which the page's session speaks for. Take it before the page starts one.
export class WorkerOf {
  over = false;
  #next = 0;
  #waiting = new Map();
  #listeners = new Map();

  static async page(page) {
    const worker = new WorkerOf();
    const cdp = await page.context().newCDPSession(page);
    worker.cdp = cdp;
    worker.started = new Promise((done) =>
      cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
        if (targetInfo.type !== 'worker') return;
        worker.id = sessionId;
        done();
      }),
    );
    cdp.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
      if (sessionId === worker.id) worker.#hear(JSON.parse(message));
    });
    cdp.on(
      'Target.detachedFromTarget',
      ({ sessionId }) => (worker.over ||= sessionId === worker.id),
    );
    await cdp.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    });
    return worker;
  }

  #hear({ id, result, error, method, params }) {
    if (method) return this.#listeners.get(method)?.(params);
    const { done, failed } = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) failed(new Error(error.message));
    else done(result);
  }
  on(method, listener) {
    this.#listeners.set(method, listener);
  }
  async send(method, params = {}) {
    await this.started;
    const id = ++this.#next;
    const answer = new Promise((done, failed) => this.#waiting.set(id, { done, failed }));
    const message = JSON.stringify({ id, method, params });
    await this.cdp.send('Target.sendMessageToTarget', { sessionId: this.id, message });
    return answer;
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }
  heapStrings() {
    return stringsOf(this);
  }

  // Which of these strings stand somewhere in the memory of its WebAssembly instances.
  async inMemory(strings) {
    await this.send('HeapProfiler.collectGarbage');
    const { result } = await this.send('Runtime.evaluate', {
      expression: 'WebAssembly.Memory.prototype',
    });
    const { objects } = await this.send('Runtime.queryObjects', {
      prototypeObjectId: result.objectId,
    });
    const found = await this.send('Runtime.callFunctionOn', {
      objectId: objects.objectId,
      functionDeclaration: `function (strings) {
        const all = this.map(({ buffer }) => new TextDecoder('latin1').decode(buffer));
        return { memories: all.length, found: strings.filter((each) => all.some((text) => text.includes(each))) };
      }`,
      arguments: [{ value: strings }],
      returnByValue: true,
    });
    return found.result.value;
  }
}
