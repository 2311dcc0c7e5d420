// @vitest-environment happy-dom
// Pages whose scheme has not begun: what they say instead of a scheme.

import { h } from 'preact';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Desk } from '../src/lead/desk.tsx';
import { Supporters } from '../src/public/supporters.tsx';
import { loadScheme } from '../src/scheme.ts';
import { texts } from '../src/texts/texts.ts';
import { draw, heading, press, settle, text } from './personal/page.ts';

let failure = 'not_founded';
vi.mock('../src/core/core.ts', () => ({ core: { ask: () => Promise.resolve({ failure }) } }));

beforeAll(() => loadScheme());

describe('before founding', () => {
  it('the leads’ page says the steps and offers the two that are theirs', async () => {
    draw(h(Desk, {}));
    expect(heading()).toBe(texts.lead.founding.heading);
    for (const step of texts.lead.founding.steps) expect(text()).toContain(step);
    const links = [...document.querySelectorAll('button')].map((each) => each.textContent);
    expect(links).toEqual([texts.lead.start.links.makeKey.name, texts.lead.start.links.draft.name]);
    await press(texts.lead.start.links.makeKey.name);
    expect(heading()).toBe(texts.lead.makeKey.heading);
  });

  it('a page for everybody says that there is no scheme, and leads to the leads’ page', async () => {
    draw(h(Supporters, {}));
    await settle();
    expect(text()).toContain(texts.scheme.notFounded.heading);
    expect(text()).not.toContain(texts.supporters.stays);
    expect([...document.querySelectorAll('a')].map((each) => each.getAttribute('href'))).toEqual([
      '/desk',
    ]);
  });

  it('a list that failed its check is no way to a locker, and nothing is said to be here', async () => {
    failure = 'log_invalid';
    await loadScheme();
    draw(h(Supporters, {}));
    await settle();
    expect(text()).toContain(texts.scheme.distrusted);
    expect(text()).not.toContain(texts.supporters.stays);
    expect(text()).not.toContain(texts.supporters.lead);
    expect(document.querySelector('a')).toBeNull();
  });
});
