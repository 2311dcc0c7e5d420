// @vitest-environment happy-dom
// The privacy page says whether the broker sees addresses: what the signed policy says of a relay.

import { h } from 'preact';
import { describe, expect, it, vi } from 'vitest';
import { Privacy } from '../src/public/privacy.tsx';
import { loadScheme } from '../src/scheme.ts';
import { fill, texts } from '../src/texts/texts.ts';
import { draw, settle, text } from './personal/page.ts';
import { everybody, prepare } from './personal/world.ts';

vi.mock('../src/core/core.ts', async () => ({
  core: (await import('./personal/world.ts')).fakeCore,
}));

const { addressHidden, addressSeen, addressUnknown } = texts.privacy.table;

async function privacyOf(relay: string | null): Promise<void> {
  prepare({ everybody: () => ({ ...everybody, relay }) });
  await loadScheme();
  draw(h(Privacy, {}));
  await settle();
}

describe('the privacy page', () => {
  it('says that there is no relay', async () => {
    await privacyOf(null);
    expect(text()).toContain(addressSeen);
  });

  it('names the relay', async () => {
    await privacyOf('https://relay.example');
    expect(text()).toContain(fill(addressHidden, { relay: 'https://relay.example' }));
    expect(text()).not.toContain(addressSeen);
  });

  it('says both as long as it does not know', async () => {
    prepare({ everybody: () => ({ failure: 'no_answer' }) });
    await loadScheme();
    draw(h(Privacy, {}));
    await settle();
    expect(text()).toContain(addressUnknown);
  });
});
