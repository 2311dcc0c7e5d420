// The programme director's desk in the worker: an instance of a module of its own
// (client/wasm/director/module.h). Its words' keys are made by the core, and come from memory to memory.

import {
  directorActs,
  type DirectorAct,
  type DirectorQuestions,
  type DirectorsDesk,
} from './director_messages.ts';
import { Instance } from './module.ts';
import { clock } from './visit_loop.ts';
import { Writer } from './writer.ts';

type Asked = Exclude<
  keyof DirectorQuestions,
  'newDesk' | 'openDirector' | 'checkStatement' | 'directorVisit' | 'directorEnrol'
>;
export type DirectorHandlers = {
  [K in Asked]: (ask: DirectorQuestions[K]['ask']) => Promise<DirectorQuestions[K]['answer']>;
};

function encodeActs(acts: DirectorAct[]): Uint8Array {
  const out = new Writer();
  for (const { what, number, value, words } of acts) {
    out
      .u8(directorActs.indexOf(what))
      .u32(number)
      .u8(Math.min(value ?? 0, 255))
      .text16(words ?? '');
  }
  return out.take();
}

type Answer<K extends keyof DirectorQuestions> = DirectorQuestions[K]['answer'];

export class Director {
  private readonly load: () => Promise<WebAssembly.Module>;
  private loading: Promise<WebAssembly.Module> | null = null;
  private instance: Instance | null = null;

  constructor(load: () => Promise<WebAssembly.Module>) {
    this.load = load;
  }

  // By every visitor of a near-peer scheme, when the page loads.
  fetch(): Promise<WebAssembly.Module> {
    this.loading ??= this.load();
    this.loading.catch(() => undefined); // whoever opens a desk hears of it
    return this.loading;
  }

  // A fresh instance, into which the keys go before open().
  async begin(): Promise<Instance> {
    this.instance = new Instance(await this.fetch());
    return this.instance;
  }

  open(file: Uint8Array): Answer<'openDirector'> {
    const { json } = this.desk.call<Answer<'openDirector'>>('director_open', file, clock());
    if ('refusal' in json) this.close();
    return json;
  }

  close(): void {
    this.instance = null;
  }

  get desk(): Instance {
    if (this.instance === null) throw new Error('no desk is open');
    return this.instance;
  }

  readonly handlers: DirectorHandlers = {
    closeDirector: () => {
      this.close();
      return Promise.resolve({ ok: true as const });
    },
    directorDo: ({ acts }) => {
      const { json } = this.desk.call<Answer<'directorDo'>>(
        'director_do',
        encodeActs(acts),
        clock(),
      );
      return Promise.resolve(json);
    },
    directorImport: ({ kind, file }) => {
      type Done = Answer<'directorImport'>;
      const which = kind === 'doctors' ? 0 : 1;
      return Promise.resolve(this.desk.call<Done>('director_import', file, which, clock()).json);
    },
    directorAllocate: ({ seed }) =>
      Promise.resolve(this.desk.call<DirectorsDesk>('director_allocate', null, seed, clock()).json),
    directorFile: () => Promise.resolve({ file: this.desk.call('director_file').bytes }),
    directorPairs: () => Promise.resolve({ file: this.desk.call('director_pairs').bytes }),
    directorGather: ({ texts }) =>
      Promise.resolve(this.desk.call<Answer<'directorGather'>>('director_feedback', texts).json),
    directorFeedback: () =>
      Promise.resolve(this.desk.call<Answer<'directorFeedback'>>('director_feedback').json),
    directorInvitations: () =>
      Promise.resolve(this.desk.call<Answer<'directorInvitations'>>('director_invitations').json),
    directorHandOver: ({ key }) => {
      const bytes = Uint8Array.from(key.match(/../g) ?? [], (pair) => parseInt(pair, 16));
      type Done = { code: string } | { refusal: 'still_you' };
      const { json, bytes: file } = this.desk.call<Done>('director_hand_over', bytes);
      return Promise.resolve('refusal' in json ? json : { ...json, file });
    },
    directorTakeOver: ({ file, code }) => {
      const input = new Writer().file(file).text(code).take();
      type Done = Answer<'directorTakeOver'>;
      return Promise.resolve(this.desk.call<Done>('director_take_over', input, clock()).json);
    },
    directorStatement: ({ supporter, kind, hours, from, until, send }) => {
      type Done = Answer<'directorStatement'>;
      const input = new Writer().u32(supporter).u8(kind).u8(hours).text16(from).text16(until);
      input.u8(send ? 1 : 0);
      const { json } = this.desk.call<Done>('director_statement', input.take(), clock());
      return Promise.resolve(json);
    },
  };
}
