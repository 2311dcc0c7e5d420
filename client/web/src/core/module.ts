// An instance of the core (client/wasm/module.h): input in, JSON and bytes out, both wiped after use.

import { wasi } from './wasi.ts';

export interface Result<T> {
  json: T; // null where the call gives none
  bytes: Uint8Array<ArrayBuffer>;
}

type Input = Uint8Array | string | null;
type Call = (...numbers: number[]) => number;

export async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new Error('the core could not be fetched');
  return WebAssembly.compile(await response.arrayBuffer());
}

export class Instance {
  private readonly exports: Record<string, Call>;
  private readonly memory: WebAssembly.Memory;
  private lastWords = '';

  constructor(module: WebAssembly.Module) {
    const imports = wasi(
      () => this.memory,
      (text) => {
        this.lastWords += text;
      },
    );
    const { exports } = new WebAssembly.Instance(module, { wasi_snapshot_preview1: imports });
    this.exports = exports as Record<string, Call>;
    this.memory = exports['memory'] as WebAssembly.Memory;
    this.run('_initialize');
  }

  call<T>(name: string, input: Input = null, ...numbers: number[]): Result<T> {
    this.give(input);
    this.run(name, ...numbers);
    const { text, bytes } = this.result();
    const json = text.length === 0 ? null : (JSON.parse(new TextDecoder().decode(text)) as unknown);
    const out = { json: json as T, bytes: bytes.slice() };
    this.wipe();
    return out;
  }

  // A call whose bytes go nowhere but into another instance, with what pass() does.
  callInside(name: string, input: Input = null, ...numbers: number[]): unknown {
    if (input !== null) this.give(input);
    this.run(name, ...numbers);
    const { text } = this.result();
    return text.length === 0 ? null : JSON.parse(new TextDecoder().decode(text));
  }

  // The result's bytes become the other's input, from memory to memory.
  passTo(other: Instance): void {
    const size = this.result().bytes.length;
    const to = other.run('sotto_input', size);
    new Uint8Array(other.memory.buffer, to, size).set(this.result().bytes);
    this.wipe();
  }

  wipe(): void {
    this.run('sotto_wipe');
  }

  private give(input: Input): void {
    const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
    const at = this.run('sotto_input', bytes?.length ?? 0);
    if (bytes !== null) new Uint8Array(this.memory.buffer, at, bytes.length).set(bytes);
    if (typeof input === 'string') bytes?.fill(0);
  }

  private result(): { text: Uint8Array<ArrayBuffer>; bytes: Uint8Array<ArrayBuffer> } {
    const where = new DataView(this.memory.buffer, this.run('sotto_result'), 16);
    const part = (at: number): Uint8Array<ArrayBuffer> =>
      new Uint8Array(this.memory.buffer, where.getUint32(at, true), where.getUint32(at + 4, true));
    return { text: part(0), bytes: part(8) };
  }

  private run(name: string, ...numbers: number[]): number {
    const call = this.exports[name];
    if (call === undefined) throw new Error(`the core has no ${name}`);
    try {
      return call(...numbers);
    } catch (error) {
      throw new Error(this.lastWords === '' ? `the core failed in ${name}` : this.lastWords, {
        cause: error,
      });
    }
  }
}
