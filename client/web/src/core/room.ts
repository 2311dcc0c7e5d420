// What the worker answers. A room has one instance of the core at a time; after a visit it gets a
// fresh one.

import { DeskVisits } from './desk_visits.ts';
import { Director, type DirectorHandlers } from './director.ts';
import type { Stated } from './director_messages.ts';
import { deriveKeys, keysOf, wordsOf } from './keys.ts';
import type {
  Audited,
  AuditRefusal,
  CodeRefusal,
  DeskDone,
  DeskRefusal,
  Everybody,
  GenesisDraft,
  IntentRefusal,
  Proposal,
  Questions,
  QuarterVisit,
  Stopped,
  TrusteeDone,
  TrusteeRefusal,
  TrusteeVisit,
  Visit,
  WordsRefusal,
} from './messages.ts';
import { Instance } from './module.ts';
import { carry, saysNotFounded } from './transport.ts';
import { clock, VisitLoop, type Post } from './visit_loop.ts';
import { encodeIntent } from './wire.ts';
import { Writer } from './writer.ts';

type Handlers = {
  [K in keyof Questions]: (ask: Questions[K]['ask']) => Promise<Questions[K]['answer']>;
};

// client/wasm/module.h
const roster = {
  propose: 0,
  read: 1,
  sign: 2,
  remove: 3,
  drop: 4,
  removeRecipient: 5,
  addTrustee: 6,
} as const;
const trustee = { read: 0, next: 1, beginAgain: 2, quarter: 3 } as const;
const roles = { colleague: 1, supporter: 2, recipient: 3 } as const;

// What the core says: the page is told once nothing is asked of the trustee any more.
type Standing = Omit<TrusteeVisit, 'turn' | 'did'> & {
  turn: TrusteeVisit['turn'] | 'contribute' | 'certify';
};

export class Room {
  private readonly post: Post;
  private readonly address: string;
  private readonly loading: Promise<WebAssembly.Module>;
  private module: WebAssembly.Module | null = null;
  private instance: Instance | null = null;
  private everybody: Everybody | null = null;
  private loop: VisitLoop | null = null;
  private readonly director: Director;
  private readonly deskVisits: DeskVisits;
  // The log and the policy as they were fetched last.
  private files: { log: Uint8Array; policy: Uint8Array } | null = null;

  // address: the origin that everything is asked of. director: loads the module of the director's desk.
  constructor(
    module: Promise<WebAssembly.Module>,
    post: Post,
    address: string,
    director: () => Promise<WebAssembly.Module>,
  ) {
    this.post = post;
    this.director = new Director(director);
    this.address = address;
    const compiled = (): WebAssembly.Module => {
      if (this.module === null) throw new Error('there is no core yet');
      return this.module;
    };
    this.deskVisits = new DeskVisits(compiled, this.director, post, address);
    this.loading = module;
    this.loading.catch(() => undefined); // whoever asks hears of it
  }

  async answer<K extends keyof Questions>(
    kind: K,
    ask: Questions[K]['ask'],
  ): Promise<Questions[K]['answer']> {
    this.module = await this.loading;
    try {
      return await this.handlers[kind](ask);
    } catch (error) {
      // The core failed: what it holds is of no more use.
      this.loop?.abandon();
      this.director.close();
      this.drop(true);
      throw error;
    }
  }

  private get core(): Instance {
    if (this.module === null) throw new Error('there is no core yet');
    this.instance ??= new Instance(this.module);
    return this.instance;
  }

  // After a visit, and after a failure: then the core can no longer be asked to wipe what it holds.
  private drop(failed = false): void {
    if (!failed) this.instance?.callInside('sotto_close');
    this.instance = null;
    this.everybody = null;
    this.loop = null;
  }

  private derive(
    words: number,
    keys: number,
    input: Uint8Array | string | null = null,
    to: Instance = this.core,
  ): ReturnType<typeof deriveKeys> {
    if (this.module === null) throw new Error('there is no core yet');
    this.post({ kind: 'progress', step: 'keys' });
    return deriveKeys(this.module, this.core, words, keys, input, to);
  }

  // --- what everybody may see ---

  private async fetchEverybody(): Promise<Everybody | Stopped> {
    const files = new Writer();
    const bodies: Record<string, Uint8Array> = {};
    for (const path of ['/checkpoint', '/log', '/policy', '/directory']) {
      this.post({ kind: 'progress', step: 'public' });
      const answer = await carry(path, new Uint8Array());
      if (answer !== null && saysNotFounded(answer)) return { failure: 'not_founded' };
      if (answer === null || answer.status >= 500) return { failure: 'no_answer' };
      if (answer.status !== 200) return { failure: 'not_sotto' };
      files.file(answer.body);
      bodies[path] = answer.body;
    }
    files.text16(this.address);
    const { json } = this.core.call<Everybody | Stopped>('sotto_everybody', files.take(), clock());
    if ('failure' in json) return json;
    this.everybody = json;
    const { '/log': log, '/policy': policy } = bodies;
    if (log !== undefined && policy !== undefined) this.files = { log, policy };
    // Everybody fetches it: who opens a desk is nobody's business.
    if (json.nearPeer !== null) void this.director.fetch();
    return json;
  }

  private async know(): Promise<Everybody | Stopped> {
    return this.everybody ?? (await this.fetchEverybody());
  }

  // --- a visit ---

  // The visit that is open; or why there is none.
  private async current(): Promise<VisitLoop | Stopped> {
    if (this.loop === null) return { failure: 'no_answer' };
    const loop = this.loop;
    await loop.opened();
    return loop.stopped ?? loop;
  }

  private async begin(): Promise<Visit | Stopped> {
    const loop = new VisitLoop(this.core, this.post);
    this.loop = loop;
    loop.run().then(
      () => {
        if (this.loop === loop) this.drop();
      },
      () => {
        loop.abandon();
        this.drop(true);
      },
    );
    await loop.opened();
    return loop.stopped ?? loop.visit();
  }

  private async openLocker(words: string): Promise<Visit | Stopped> {
    await this.deskVisits.idle();
    if (this.loop !== null) throw new Error('a visit is open');
    const known = await this.know();
    if ('failure' in known) return known;
    const refused = this.derive(wordsOf.locker, keysOf.locker, words);
    if (refused === 'no_memory') return { failure: 'no_memory' };
    if (refused !== null) return { failure: 'refused', status: 'unknown_locker' };
    this.core.call('sotto_open', null, 0, clock());
    return this.begin();
  }

  private async enrol({ code, role }: Questions['enrol']['ask']): Promise<Visit | Stopped> {
    await this.deskVisits.idle();
    if (this.loop !== null) throw new Error('a visit is open');
    const known = await this.know();
    if ('failure' in known) return known;
    const { json: fits } = this.core.call<{ refusal?: CodeRefusal }>('sotto_check_code', code);
    if (fits.refusal === 'wrong_log') return { failure: 'wrong_log' };
    if (fits.refusal !== undefined) return { failure: 'refused', status: 'unknown_code' };
    if (this.derive(wordsOf.fresh, keysOf.locker) !== null) return { failure: 'no_memory' };
    this.core.call('sotto_open', code, roles[role], clock());
    return this.begin();
  }

  private async move(): Promise<Visit | Stopped> {
    const loop = await this.current();
    if ('failure' in loop) return loop;
    if (this.derive(wordsOf.fresh, keysOf.fresh) !== null) return { failure: 'no_memory' };
    this.core.call('sotto_move');
    return this.hurry(loop);
  }

  private async hurry(loop: VisitLoop): Promise<Visit | Stopped> {
    await loop.hurry();
    await loop.opened();
    return loop.stopped ?? loop.visit();
  }

  // --- the roster ---

  // Null: there is nothing to send.
  private async roster(
    what: number,
    input: Uint8Array | string | null = null,
  ): Promise<{ proposals: Proposal[] } | { refusal: DeskRefusal } | Stopped | null> {
    type Begun = { path: string } | { refusal: DeskRefusal } | Stopped | null;
    const { json, bytes } = this.core.call<Begun>('sotto_roster', input, what, clock());
    if (json === null || !('path' in json)) return json;
    const answer = await carry(json.path, bytes);
    type Done = { proposals: Proposal[] } | Stopped;
    return this.core.call<Done>('sotto_roster_answer', answer?.body ?? null, answer?.status ?? 0)
      .json;
  }

  private async desk(
    what: number,
    input: Uint8Array | string | null = null,
  ): Promise<DeskDone | { refusal: DeskRefusal } | Stopped> {
    const done = await this.roster(what, input);
    if (done === null) throw new Error('nothing to send');
    if (!('proposals' in done)) return done;
    const read = await this.waits();
    if ('proposals' in read) return { waits: read.proposals };
    // What was asked is done, whatever comes of looking again.
    return { waits: 'status' in read && read.status === 'bad_signature' ? 'replaced' : null };
  }

  private async waits(): Promise<{ proposals: Proposal[] } | { refusal: DeskRefusal } | Stopped> {
    const next = await carry('/policy-next', new Uint8Array());
    if (next === null) return { failure: 'no_answer' };
    this.core.call('sotto_next_policy', next.status === 200 ? next.body : null);
    const read = await this.roster(roster.read);
    if (read === null) throw new Error('nothing to send');
    return read;
  }

  private leadKeys(file: Uint8Array, words: string): { refusal: DeskRefusal } | null {
    const input = new Writer().file(file).text(words).take();
    const refused = this.derive(wordsOf.lead, keysOf.lead, input);
    input.fill(0);
    if (refused === null) return null;
    if (refused === 'no_memory') return { refusal: 'no_memory' };
    return { refusal: refused.refusal as DeskRefusal };
  }

  // --- trustees ---

  private async askAsTrustee(
    what: number,
  ): Promise<Standing | { refusal: TrusteeRefusal } | Stopped> {
    type Begun = { path: string } | { refusal: TrusteeRefusal } | Stopped;
    const { json, bytes } = this.core.call<Begun>('sotto_trustee', null, what);
    if (!('path' in json)) return json;
    const answer = await carry(json.path, bytes);
    return this.core.call<Standing | Stopped>(
      'sotto_trustee_answer',
      answer?.body ?? null,
      answer?.status ?? 0,
    ).json;
  }

  // Every report is fetched and checked before anything is decrypted. Null: there is nothing to open.
  private async openQuarter(): Promise<QuarterVisit | null> {
    for (;;) {
      type Next = { path: string } | QuarterVisit | null;
      const { json, bytes } = this.core.call<Next>('sotto_trustee', null, trustee.quarter);
      if (json === null || !('path' in json)) return json;
      const answer = await carry(json.path, bytes);
      this.core.call('sotto_trustee_answer', answer?.body ?? null, answer?.status ?? 0);
    }
  }

  // First what cannot wait: a quarter can be opened until the next one is over.
  private async visitAsTrustee(): Promise<TrusteeDone | { refusal: TrusteeRefusal } | Stopped> {
    const quarter = await this.openQuarter();
    const ceremony = await this.actAsTrustee(trustee.read);
    if ('turn' in ceremony) return { quarter, ceremony };
    return quarter !== null && 'refusal' in ceremony ? { quarter, ceremony: null } : ceremony;
  }

  // Does what is asked; whoever is the last to send their part may sign in the same visit.
  private async actAsTrustee(
    first: number,
  ): Promise<TrusteeVisit | { refusal: TrusteeRefusal } | Stopped> {
    const did: TrusteeVisit['did'] = [];
    let now = await this.askAsTrustee(first);
    while ('turn' in now && (now.turn === 'contribute' || now.turn === 'certify')) {
      const next = now.turn === 'contribute' ? 'contributed' : 'certified';
      // What was just done and is not there is a broker that does not keep what it takes.
      if (did.includes(next)) return { failure: 'not_sotto' };
      now = await this.askAsTrustee(trustee.next);
      if ('turn' in now) did.push(next);
    }
    // The last signature puts the key into the log: only there can be seen whether it gives a share.
    if ('turn' in now && now.share === 'later' && this.loop === null) {
      const known = await this.fetchEverybody();
      if ('failure' in known) return known;
      now = await this.askAsTrustee(trustee.read);
    }
    return 'turn' in now ? ({ ...now, did } as TrusteeVisit) : now;
  }

  private get handlers(): Handlers {
    const { handlers } = this.director;
    const closeDirector = async (): Promise<{ ok: true }> => {
      await this.deskVisits.idle();
      return handlers.closeDirector({});
    };
    return { ...this.own, ...handlers, closeDirector };
  }

  private readonly own: Omit<Handlers, keyof DirectorHandlers> = {
    everybody: async () => {
      if (this.loop === null) return this.fetchEverybody();
      const loop = await this.current();
      if ('failure' in loop) return loop;
      return this.core.call<Everybody>('sotto_everybody', null, clock()).json;
    },
    checkCode: async ({ code }) => {
      const known = await this.know();
      // Without the log only the form can be looked at: enrol says the rest.
      if ('failure' in known) return { ok: true };
      return this.core.call<{ ok: true } | { refusal: CodeRefusal }>('sotto_check_code', code).json;
    },
    checkWords: async ({ words }) => {
      type Bad = { refusal: WordsRefusal['reason']; number: number } | null;
      const bad = this.core.callInside('sotto_words', words, wordsOf.locker) as Bad;
      this.core.wipe();
      if (bad === null) return Promise.resolve({ ok: true as const });
      return Promise.resolve({ refusal: { reason: bad.refusal, number: bad.number } });
    },
    freshWords: () =>
      Promise.resolve(this.core.call<{ words: string[] }>('sotto_fresh_words').json),
    enrol: (ask) => this.enrol(ask),
    open: ({ words }) => this.openLocker(words),
    do: async ({ intent }) => {
      const loop = await this.current();
      if ('failure' in loop) return loop;
      type Done = { ok: true } | { refusal: IntentRefusal };
      const { json } = this.core.call<Done>('sotto_do', encodeIntent(intent));
      if ('refusal' in json) return json;
      loop.changed();
      return loop.visit();
    },
    move: () => this.move(),
    extend: async ({ code }) => {
      const loop = await this.current();
      if ('failure' in loop) return loop;
      type Done = { ok: true } | { refusal: CodeRefusal };
      const { json } = this.core.call<Done>('sotto_extend', code);
      return 'refusal' in json ? json : this.hurry(loop);
    },
    leave: async () => {
      const answered = (await this.loop?.leave()) ?? true;
      this.drop();
      return { answered };
    },
    propose: async () => {
      const loop = await this.current();
      if ('failure' in loop) return loop;
      const done = await this.roster(roster.propose);
      if (done !== null && 'failure' in done) return done;
      return { ok: true };
    },
    leadKey: () => {
      const { words } = this.core.call<{ words: string[] }>('sotto_fresh_words').json;
      if (this.derive(wordsOf.newLead, keysOf.lead) !== null) throw new Error('no memory');
      const { json, bytes } = this.core.call<{ publicKey: string }>('sotto_lead_key');
      return Promise.resolve({ file: bytes, words, publicKey: json.publicKey });
    },
    readDraft: ({ draft }) =>
      Promise.resolve(
        this.core.call<GenesisDraft | { refusal: 'not_a_draft' }>('sotto_read_draft', draft).json,
      ),
    signDraft: ({ draft, file, words }) => {
      const refused = this.leadKeys(file, words);
      if (refused !== null) return Promise.resolve(refused);
      type Done = { lead: 0 | 1; signature: string } | { refusal: DeskRefusal };
      const input = new Writer().file(file).bytes(draft).take();
      return Promise.resolve(this.core.call<Done>('sotto_sign_draft', input).json);
    },
    openDesk: async ({ file, words }) => {
      const refused = this.leadKeys(file, words);
      if (refused !== null) return refused;
      const known = this.loop === null ? await this.fetchEverybody() : await this.know();
      if ('failure' in known) return known;
      type Done = { lead: 0 | 1 } | { refusal: DeskRefusal };
      const { json } = this.core.call<Done>('sotto_open_desk', file);
      if ('refusal' in json) return json;
      const read = await this.waits();
      return 'proposals' in read ? { lead: json.lead, proposals: read.proposals } : read;
    },
    sign: ({ id, sixWords }) => this.desk(roster.sign, new Writer().text(id).text(sixWords).take()),
    drop: ({ id }) => this.desk(roster.drop, id),
    remove: ({ supporter }) => this.desk(roster.remove, supporter),
    removeRecipient: ({ place }) => this.desk(roster.removeRecipient, String(place)),
    readTrustee: ({ file }) =>
      Promise.resolve(
        this.core.call<{ place: number; title: string } | { refusal: DeskRefusal }>(
          'sotto_read_trustee',
          file,
        ).json,
      ),
    addTrustee: ({ sixWords }) => this.desk(roster.addTrustee, sixWords),
    beTrustee: async ({ place, title }) => {
      const known = this.loop === null ? await this.fetchEverybody() : await this.know();
      if ('failure' in known) return known;
      if (this.derive(wordsOf.fresh, keysOf.trustee) !== null) return { failure: 'no_memory' };
      type Done = { sixWords: string[] } | { refusal: TrusteeRefusal };
      const { json, bytes } = this.core.call<Done>('sotto_trustee_new', title, place);
      return 'refusal' in json ? json : { ...json, file: bytes };
    },
    trustee: async ({ words }) => {
      const known = this.loop === null ? await this.fetchEverybody() : await this.know();
      if ('failure' in known) return known;
      const refused = this.derive(wordsOf.locker, keysOf.trustee, words);
      if (refused === 'no_memory') return { failure: 'no_memory' };
      if (refused !== null) return { refusal: 'not_a_trustee' };
      return this.visitAsTrustee();
    },
    beginAgain: () => this.actAsTrustee(trustee.beginAgain),
    record: async ({ concern }) => {
      const loop = await this.current();
      if ('failure' in loop) return loop;
      type Done = { ok: true } | { refusal: IntentRefusal };
      const { json, bytes } = this.core.call<Done>('sotto_record', null, concern);
      return 'refusal' in json ? json : { file: bytes };
    },
    audit: async ({ file }) => {
      // The log may have grown since it was looked at.
      const known = this.loop === null ? await this.fetchEverybody() : await this.know();
      if ('failure' in known) return known;
      return this.core.call<Audited | { refusal: AuditRefusal }>('sotto_audit', file).json;
    },
    newDesk: async () => {
      const loop = await this.current();
      if ('failure' in loop) return loop;
      type Done = { ok: true } | { refusal: 'not_the_director' };
      const { json, bytes } = this.core.call<Done>('sotto_new_desk');
      return 'refusal' in json ? json : { file: bytes };
    },
    openDirector: async ({ file, words }) => {
      await this.deskVisits.idle();
      const input = new Writer().file(file.subarray(0, 29)).text(words).take();
      const desk = await this.director.begin();
      const refused = this.derive(wordsOf.desk, 0, input, desk);
      input.fill(0);
      if (refused === null) return this.director.open(file);
      this.director.close();
      if (refused === 'no_memory') return { refusal: 'no_memory' };
      return { refusal: refused.refusal as 'not_a_desk' | 'wrong_words' };
    },
    // One visit at a time: a page has one leaving commit.
    directorVisit: () =>
      this.loop === null
        ? this.deskVisits.round()
        : Promise.resolve({ refusal: 'visit_open' as const }),
    directorEnrol: ({ code }) =>
      this.loop === null
        ? this.deskVisits.enrol(code)
        : Promise.resolve({ refusal: 'visit_open' as const }),
    checkStatement: async ({ text }) => {
      const known = await this.know();
      if ('failure' in known) return known;
      if (this.files === null) throw new Error('the log was not kept');
      const { log, policy } = this.files;
      const input = new Writer().file(log).file(policy).text(text).take();
      type Done = Stated | { refusal: 'not_a_statement' };
      return this.core.call<Done>('sotto_check_statement', input).json;
    },
    slips: async ({ count, site }) => {
      const known = await this.know();
      if ('failure' in known) throw new Error(known.failure);
      type Done = Questions['slips']['answer'];
      return this.core.call<Done>('sotto_slips', site, count).json;
    },
  };
}
