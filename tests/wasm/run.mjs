// Runs selftest.wasm. The host gives it exactly what a browser page would: these few functions of WASI.
// A module that wants more (files, clocks) cannot be made to start.

import { readFileSync } from "node:fs";

const allowed = new Set(["random_get", "fd_write", "fd_close", "fd_seek", "fd_fdstat_get", "proc_exit"]);
const badf = 8;

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  if (from !== "wasi_snapshot_preview1" || !allowed.has(name)) {
    console.error(`FAILED the module asks its host for ${from}.${name}`);
    process.exit(1);
  }
}
console.log("ok the module asks its host for nothing but randomness and its output");

let memory;
const wasi = {
  random_get(at, size) {
    // getRandomValues gives at most 65,536 bytes at a time.
    for (let done = 0; done < size; done += 65536) {
      crypto.getRandomValues(new Uint8Array(memory.buffer, at + done, Math.min(65536, size - done)));
    }
    return 0;
  },
  fd_write(fd, vectors, count, written) {
    const view = new DataView(memory.buffer);
    let total = 0;
    for (let i = 0; i < count; i++) {
      const at = view.getUint32(vectors + 8 * i, true);
      const size = view.getUint32(vectors + 8 * i + 4, true);
      (fd === 2 ? process.stderr : process.stdout).write(Buffer.from(memory.buffer.slice(at, at + size)));
      total += size;
    }
    view.setUint32(written, total, true);
    return 0;
  },
  fd_close: () => badf,
  fd_seek: () => badf,
  fd_fdstat_get: () => badf,
  proc_exit(code) {
    throw new Error(`the module ended the process with ${code}`);
  },
};

const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi });
memory = instance.exports.memory;
instance.exports._initialize();
process.exitCode = instance.exports.sotto_selftest() === 0 ? 0 : 1;
