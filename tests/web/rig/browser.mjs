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
    context.setDefaultTimeout(40_000);
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
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        visitor.problems.push(`console: ${message.text()}`);
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
export async function heapStrings(page) {
  const cdp = await page.context().newCDPSession(page);
  const chunks = [];
  cdp.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.takeHeapSnapshot', {
    reportProgress: false,
    captureNumericValue: false,
  });
  await cdp.detach();
  return JSON.parse(chunks.join('')).strings;
}
