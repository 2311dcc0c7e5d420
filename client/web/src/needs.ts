// What a browser must have, or nothing here can keep its word.

export type Need = 'wasm' | 'worker' | 'keepalive' | 'random' | 'secure';

// scope: the page's own; given in tests
export function missing(scope: object = globalThis): Need[] {
  const has = (name: string): boolean => name in scope;
  const request: unknown = (scope as { Request?: unknown }).Request;
  const needs: [Need, boolean][] = [
    ['wasm', has('WebAssembly')],
    ['worker', has('Worker')],
    ['keepalive', typeof request === 'function' && 'keepalive' in (request.prototype as object)],
    ['random', has('crypto')],
    ['secure', (scope as { isSecureContext?: boolean }).isSecureContext === true],
  ];
  return needs.filter(([, there]) => !there).map(([need]) => need);
}
