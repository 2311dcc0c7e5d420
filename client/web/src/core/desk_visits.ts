// The visits of the desk's parts (docs/spec/near-peer.md, "Calendar"): all of them, one after the other,
// whatever waits, each of two commits. What they carry was fixed before the first of them, from the desk as
// it was saved; so what they read is answered by the next round, and nobody takes a letter for delivered
// that is on this page alone. Each part has an instance of the core; keys, letters and cells go from memory
// to memory.

import type { Director } from './director.ts';
import type { DeskNews, DirectorQuestions, DirectorsDesk } from './director_messages.ts';
import type { CodeRefusal, Stopped } from './messages.ts';
import { Instance } from './module.ts';
import { clock, VisitLoop, type Post } from './visit_loop.ts';
import { Writer } from './writer.ts';

interface Refused {
  refusal: CodeRefusal | 'all_parts';
}
interface Taken {
  news: DeskNews[];
}

export class DeskVisits {
  private readonly module: () => WebAssembly.Module;
  private readonly director: Director;
  private readonly post: Post;
  private readonly address: string;
  private going: Promise<unknown> = Promise.resolve();

  constructor(module: () => WebAssembly.Module, director: Director, post: Post, address: string) {
    this.module = module;
    this.director = director;
    this.post = post;
    this.address = address;
  }

  // No part is visiting any more.
  async idle(): Promise<void> {
    await this.going;
  }

  round(): Promise<Exclude<DirectorQuestions['directorVisit']['answer'], { refusal: string }>> {
    return this.alone(async () => {
      const { desk } = this.director;
      const { parts: of } = desk.call<DirectorsDesk>('director_show', null, clock()).json;
      desk.call('director_round');
      const news: DeskNews[] = [];
      let stopped: Stopped | null = null;
      for (let part = 0; part < of && stopped === null; ++part) {
        this.post({ kind: 'part', part: part + 1, of });
        const done = await this.visit(desk, part, '');
        if ('refusal' in done) throw new Error(done.refusal);
        news.push(...done.news);
        ({ stopped } = done);
      }
      return { news, desk: desk.call<DirectorsDesk>('director_show', null, clock()).json, stopped };
    });
  }

  enrol(code: string): Promise<DirectorsDesk | Refused | Stopped> {
    return this.alone(async () => {
      const { desk } = this.director;
      const { parts, partsOf } = desk.call<DirectorsDesk>('director_show', null, clock()).json;
      if (parts >= partsOf) return { refusal: 'all_parts' as const };
      const done = await this.visit(desk, parts, code);
      if ('refusal' in done) return done;
      if (!done.opened && done.stopped !== null) return done.stopped;
      return desk.call<DirectorsDesk>('director_enrolled', null, clock()).json;
    });
  }

  // One at a time, whoever asks.
  private alone<T>(act: () => Promise<T>): Promise<T> {
    const done = this.going.then(act);
    this.going = done.catch(() => undefined);
    return done;
  }

  private async visit(
    desk: Instance,
    part: number,
    code: string,
  ): Promise<(Taken & { opened: boolean; stopped: Stopped | null }) | Refused> {
    const core = new Instance(this.module());
    desk.callInside('director_part', null, part);
    desk.passTo(core);
    core.callInside('sotto_keys', null, 0);
    core.wipe();
    const input = new Writer().text16(this.address).text(code).take();
    const refused = desk.callInside('director_post', input, part) as Refused | null;
    if (refused !== null) {
      desk.wipe();
      return refused;
    }
    desk.passTo(core);
    core.callInside('sotto_part', null, clock());
    core.wipe();
    return this.carry(core, desk, part);
  }

  private async carry(
    core: Instance,
    desk: Instance,
    part: number,
  ): Promise<Taken & { opened: boolean; stopped: Stopped | null }> {
    const network = { reachable: true };
    const loop = new VisitLoop(core, (report, transfer) => {
      if (report.kind === 'leaving') this.post(report, transfer);
      if (report.kind === 'network') network.reachable = report.reachable;
    });
    const run = loop.run().then(
      () => void core.callInside('sotto_close'),
      () => loop.abandon(),
    );
    await loop.opened();
    const opened = loop.problem === null;
    const news = opened ? this.take(core, desk, part) : [];
    await loop.committed();
    await loop.leave();
    await run;
    const stopped = loop.problem ?? (network.reachable ? null : { failure: 'no_answer' as const });
    return { news, opened, stopped };
  }

  private take(core: Instance, desk: Instance, part: number): DeskNews[] {
    core.callInside('sotto_letters');
    core.passTo(desk);
    const { news } = desk.callInside('director_take', null, part, clock()) as Taken;
    desk.wipe();
    return news;
  }
}
