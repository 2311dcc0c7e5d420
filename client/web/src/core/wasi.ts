// What the module asks of its host (client/wasm/module.h): randomness, and a place for the text of a
// panic. Everything else of WASI is refused.

const ok = 0;
const badFile = 8; // __WASI_ERRNO_BADF
const mostAtOnce = 65536; // bytes that getRandomValues gives

export function wasi(
  memory: () => WebAssembly.Memory,
  tell: (text: string) => void,
): WebAssembly.ModuleImports {
  return {
    random_get(at: number, size: number): number {
      for (let done = 0; done < size; done += mostAtOnce) {
        const some = Math.min(mostAtOnce, size - done);
        crypto.getRandomValues(new Uint8Array(memory().buffer, at + done, some));
      }
      return ok;
    },
    fd_write(_file: number, vectors: number, count: number, written: number): number {
      const view = new DataView(memory().buffer);
      let total = 0;
      for (let i = 0; i < count; i++) {
        const at = view.getUint32(vectors + 8 * i, true);
        const size = view.getUint32(vectors + 8 * i + 4, true);
        tell(new TextDecoder().decode(new Uint8Array(memory().buffer, at, size)));
        total += size;
      }
      view.setUint32(written, total, true);
      return ok;
    },
    fd_close: () => badFile,
    fd_seek: () => badFile,
    fd_fdstat_get: () => badFile,
    proc_exit(): never {
      throw new Error('the core ended');
    },
  };
}
