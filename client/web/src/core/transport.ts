// The one way to the broker: its own origin (or the relay's, which the page came from), nothing kept,
// nothing told besides.

const longest = 60_000; // milliseconds until an answer counts as none

export interface Answer {
  status: number;
  body: Uint8Array;
}

// docs/spec/web.md, "Before founding".
export function saysNotFounded({ status, body }: Answer): boolean {
  return status === 503 && new TextDecoder().decode(body).startsWith('not founded\n');
}

// A body means POST. Null: no answer.
export async function carry(path: string, body: Uint8Array<ArrayBuffer>): Promise<Answer | null> {
  try {
    const response = await fetch(path, {
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(longest),
      ...(body.length > 0
        ? { method: 'POST', body, headers: { 'content-type': 'message/ohttp-req' } }
        : {}),
    });
    return { status: response.status, body: new Uint8Array(await response.arrayBuffer()) };
  } catch {
    return null;
  }
}
