// Carries an open visit (client/core/visit.h): does what the core says next, reports how it went, and
// keeps the leaving commit ready in the page's hands.

import type { Report, Stopped, Visit } from './messages.ts';
import type { Instance } from './module.ts';
import { carry } from './transport.ts';

interface Step {
  step: 'send' | 'wait' | 'finished';
  path?: string;
  until?: number | null;
  dayEnds?: number;
  opened: boolean;
  failure?: Stopped['failure'];
  status?: string;
}

export type Post = (report: Report, transfer?: Transferable[]) => void;

const longestSleep = 20_000; // milliseconds: browsers slow timers down, so the clock is looked at

export function clock(): number {
  return Math.floor(Date.now() / 1000);
}

const publicPaths = new Set(['/checkpoint', '/log', '/policy', '/directory']);

function progress(path: string, posts: boolean): Report {
  const step = posts ? 'locker' : publicPaths.has(path) ? 'public' : 'boards';
  return { kind: 'progress', step };
}

export class VisitLoop {
  private readonly core: Instance;
  private readonly post: Post;
  private leaving = false;
  private wake: (() => void) | null = null;
  private woken = false;
  private isOpen = false;
  private wasOpen = false;
  private reachable = true;
  private end: Stopped | 'left' | null = null;
  private waiters: { until: 'open' | 'idle' | 'commit'; resolve: () => void }[] = [];

  constructor(core: Instance, post: Post) {
    this.core = core;
    this.post = post;
  }

  // Until the visit is over.
  async run(): Promise<void> {
    for (;;) {
      const { json: step, bytes } = this.next();
      this.look(step);
      if (step.step === 'finished') break;
      if (step.step === 'wait') {
        this.release('idle');
        await this.sleep(Math.min(step.until ?? Infinity, step.dayEnds ?? Infinity));
      } else {
        await this.send(step, bytes);
      }
    }
  }

  // Why there is no visit any more, if there is none.
  get stopped(): Stopped | null {
    if (this.end === 'left') return { failure: 'no_answer' };
    return this.end;
  }
  // The same, but for who has left.
  get problem(): Stopped | null {
    return this.end === 'left' ? null : this.end;
  }
  get over(): boolean {
    return this.end !== null;
  }

  visit(): Visit {
    return this.core.call<Visit>('sotto_visit').json;
  }

  // When it is open; again when it opens again after a conflict. Or over.
  opened(): Promise<void> {
    return this.isOpen || this.over ? Promise.resolve() : this.wait('open');
  }

  // When the next commit has gone, or has had no answer. Or over.
  committed(): Promise<void> {
    return this.over ? Promise.resolve() : this.wait('commit');
  }

  // Something has to go now. Until it went, or did not, and nothing else has to.
  async hurry(): Promise<void> {
    const idle = this.over ? Promise.resolve() : this.wait('idle');
    this.rouse();
    await idle;
  }

  // The person did something: it goes with the next commit, or on leaving.
  changed(): void {
    this.prepare();
  }

  // False: the last thing that went had no answer, or the visit had stopped.
  async leave(): Promise<boolean> {
    this.leaving = true;
    await this.hurry();
    return this.reachable && this.problem === null;
  }

  // Ends it here, after a failure of the core.
  abandon(): void {
    this.finish({ failure: 'not_sotto' });
    this.rouse();
  }

  private next(): { json: Step; bytes: Uint8Array<ArrayBuffer> } {
    if (this.over) return { json: { step: 'finished', opened: false }, bytes: new Uint8Array() };
    return this.core.call<Step>('sotto_next', null, this.leaving ? 1 : 0, clock());
  }

  // What is the same for everybody in kind: it is open, it changed, it is over.
  private look(step: Step): void {
    if (this.over) return;
    const again = step.opened && !this.isOpen && this.wasOpen;
    this.isOpen = step.opened;
    this.wasOpen = this.wasOpen || step.opened;
    if (step.step === 'finished') {
      this.finish(
        step.failure === undefined
          ? 'left'
          : {
              failure: step.failure,
              ...(step.status === undefined ? {} : { status: step.status }),
            },
      );
      return;
    }
    if (!step.opened) return;
    this.prepare();
    if (again) this.post({ kind: 'visit', visit: this.visit() });
    this.release('open');
  }

  private finish(end: Stopped | 'left'): void {
    if (this.over) return;
    this.end = end;
    this.isOpen = false;
    this.post({ kind: 'leaving', request: null });
    if (end !== 'left' && this.wasOpen) this.post({ kind: 'stopped', stopped: end });
    this.release('open');
    this.release('idle');
    this.release('commit');
  }

  private async send(step: Step, body: Uint8Array<ArrayBuffer>): Promise<void> {
    const path = step.path ?? '';
    if (!step.opened) this.post(progress(path, body.length > 0));
    const answer = await carry(path, body);
    if (this.over) return;
    const { json } = this.core.call<{ unanswered: boolean }>(
      'sotto_answer',
      answer?.body ?? null,
      answer?.status ?? 0,
      clock(),
    );
    this.reach(answer !== null && !json.unanswered);
    if (!step.opened) return;
    // Whatever the answer did: a pass accepted, new words, or nothing at all.
    const { json: after } = this.core.call<Visit | null>('sotto_visit');
    if (after !== null) this.post({ kind: 'visit', visit: after });
    this.release('commit');
  }

  // A relay without its broker, or a broker that cannot just now, is as good as no network.
  private reach(reachable: boolean): void {
    if (this.reachable === reachable) return;
    this.reachable = reachable;
    this.post({ kind: 'network', reachable });
  }

  private prepare(): void {
    const { json, bytes } = this.core.call<{ path: string } | null>('sotto_leaving', null, clock());
    if (json === null) {
      this.post({ kind: 'leaving', request: null });
    } else {
      const request = { path: json.path, body: bytes };
      this.post({ kind: 'leaving', request }, [bytes.buffer]);
    }
  }

  private async sleep(until: number): Promise<void> {
    while (!this.woken && Date.now() < until * 1000) {
      const rest = Math.min(until * 1000 - Date.now(), longestSleep);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, rest);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.wake = null;
    }
    this.woken = false;
  }

  private rouse(): void {
    this.woken = true;
    this.wake?.();
  }

  private wait(until: 'open' | 'idle' | 'commit'): Promise<void> {
    return new Promise((resolve) => this.waiters.push({ until, resolve }));
  }

  private release(until: 'open' | 'idle' | 'commit'): void {
    const now = this.waiters.filter((waiter) => waiter.until === until);
    this.waiters = this.waiters.filter((waiter) => waiter.until !== until);
    for (const waiter of now) waiter.resolve();
  }
}
