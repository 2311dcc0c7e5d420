// Inputs of the core: big-endian numbers and parts behind their length (client/wasm/module.h).

import type { Means } from './messages.ts';

export class Writer {
  private readonly parts: Uint8Array[] = [];

  u8(value: number): this {
    return this.number(1, (view) => view.setUint8(0, value));
  }
  u16(value: number): this {
    return this.number(2, (view) => view.setUint16(0, value));
  }
  u32(value: number): this {
    return this.number(4, (view) => view.setUint32(0, value));
  }
  u64(value: number): this {
    return this.number(8, (view) => view.setBigUint64(0, BigInt(value)));
  }
  bytes(value: Uint8Array): this {
    this.parts.push(value);
    return this;
  }
  text(value: string): this {
    return this.bytes(new TextEncoder().encode(value));
  }
  text16(value: string): this {
    // What is longer than any text may be is cut to what is refused for being too long.
    const bytes = new TextEncoder().encode(value).subarray(0, 0xffff);
    return this.u16(bytes.length).bytes(bytes);
  }
  file(value: Uint8Array): this {
    return this.u32(value.length).bytes(value);
  }

  take(): Uint8Array {
    const out = new Uint8Array(this.parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }

  private number(size: number, set: (view: DataView) => void): this {
    const bytes = new Uint8Array(size);
    set(new DataView(bytes.buffer));
    return this.bytes(bytes);
  }
}

// crypto/protocol/policy.h
export const means: Record<Means, number> = {
  'in-service': 1,
  phone: 2,
  'personal-email': 3,
  'work-email': 4,
  pager: 5,
  teams: 6,
};
