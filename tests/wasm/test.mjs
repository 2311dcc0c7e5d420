// Runs one of the test programs, compiled to WebAssembly: node test.mjs PROGRAM ARGUMENT...
// The program sees the folder of vectors and no other file.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { WASI } from "node:wasi";

const vectors = fileURLToPath(new URL("../vectors", import.meta.url));
const wasi = new WASI({
  version: "preview1",
  args: process.argv.slice(2),
  preopens: { [vectors]: vectors },
});
const { wasi_snapshot_preview1: system } = wasi.getImportObject();

let exports;
let said = null; // What a statement that shall die writes to standard error.

function fd_write(fd, pieces, count, written) {
  if (fd !== 2 || said === null) return system.fd_write(fd, pieces, count, written);
  const view = new DataView(exports.memory.buffer);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const at = view.getUint32(pieces + 8 * i, true);
    const size = view.getUint32(pieces + 8 * i + 4, true);
    said.push(Buffer.from(exports.memory.buffer.slice(at, at + size)));
    total += size;
  }
  view.setUint32(written, total, true);
  return 0;
}

// See death.cc. The frames of the statement are gone with the trap; the module's own stack is put back.
// Through the table, because an exported function of a program would run its constructors again.
function traps(statement, context, at, room) {
  const top = exports.__stack_pointer.value;
  said = [];
  try {
    exports.__indirect_function_table.get(statement)(context);
    return -1;
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    const text = Buffer.concat(said);
    new Uint8Array(exports.memory.buffer, at, room).set(text.subarray(0, room));
    return text.length;
  } finally {
    said = null;
    exports.__stack_pointer.value = top;
  }
}

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const instance = new WebAssembly.Instance(module, {
  wasi_snapshot_preview1: { ...system, fd_write },
  sotto_tests: { traps },
});
exports = instance.exports;
process.exitCode = wasi.start(instance);
