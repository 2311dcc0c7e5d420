// The page's side of the core: asks the worker, hears its reports, and sends the leaving commit when
// the page goes. A page has one worker, started with its first question.

import workerUrl from './worker.ts?worker&url';
import type { Questions, Report } from './messages.ts';

type Leaving = Extract<Report, { kind: 'leaving' }>['request'];
interface Message {
  id?: number;
  answer?: unknown;
  error?: string;
  report?: Report;
}

// The one place that makes a worker's address (Content-Security-Policy: trusted-types sotto-worker).
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): unknown };
}
function trusted(url: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (types === undefined) return url;
  const policy = types.createPolicy('sotto-worker', {
    createScriptURL: (asked) => {
      if (asked !== workerUrl) throw new TypeError('not the worker');
      return asked;
    },
  });
  return policy.createScriptURL(url) as string;
}

export interface Core {
  ask<K extends keyof Questions>(
    kind: K,
    ask: Questions[K]['ask'],
  ): Promise<Questions[K]['answer']>;
  // Returns what takes the listener off again.
  onReport(listener: (report: Report) => void): () => void;
}

class PageCore implements Core {
  private worker: Worker | null = null;
  private over = false;
  private next = 0;
  private readonly waiting = new Map<
    number,
    { resolve: (answer: never) => void; reject: (error: Error) => void }
  >();
  private readonly listeners = new Set<(report: Report) => void>();
  private prepared: Leaving = null;

  ask<K extends keyof Questions>(
    kind: K,
    ask: Questions[K]['ask'],
  ): Promise<Questions[K]['answer']> {
    if (this.over) return Promise.reject(new Error('the page was left'));
    this.worker ??= this.start();
    const id = this.next++;
    this.worker.postMessage({ id, kind, ask });
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
    });
  }

  onReport(listener: (report: Report) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private start(): Worker {
    const worker = new Worker(trusted(workerUrl), { type: 'module', name: 'sotto' });
    worker.addEventListener('message', ({ data }: MessageEvent<Message>) => this.hear(data));
    worker.addEventListener('error', () => this.fail());
    addEventListener('pagehide', () => this.leave());
    // A page that comes back from the browser's memory shows nothing and holds nothing.
    addEventListener('pageshow', (event) => {
      if (event.persisted) location.reload();
    });
    return worker;
  }

  private hear(message: Message): void {
    if (message.report !== undefined) {
      const { report } = message;
      if (report.kind === 'leaving') this.prepared = report.request;
      for (const listener of this.listeners) listener(report);
      return;
    }
    const asked = this.waiting.get(message.id ?? -1);
    this.waiting.delete(message.id ?? -1);
    if (message.error === undefined) asked?.resolve(message.answer as never);
    else asked?.reject(new Error(message.error));
  }

  // Once in a page's life: the broker would know the commit again, but a page has only one end.
  private leave(): void {
    if (this.over) return;
    this.over = true;
    const request = this.prepared;
    this.prepared = null;
    if (request !== null) {
      fetch(request.path, {
        method: 'POST',
        body: request.body as Uint8Array<ArrayBuffer>,
        headers: { 'content-type': 'message/ohttp-req' },
        keepalive: true,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
      }).catch(() => undefined);
    }
    this.worker?.terminate();
    this.worker = null;
  }

  private fail(): void {
    for (const { reject } of this.waiting.values()) reject(new Error('the worker failed'));
    this.waiting.clear();
  }
}

export const core: Core = new PageCore();
