// A file from the person's own device. Nothing of it is kept here.

// most: what such a file has at most; null: it is none, or cannot be read.
export async function readFile(file: File | undefined, most: number): Promise<Uint8Array | null> {
  if (file === undefined || file.size > most) return null;
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null;
  }
}
