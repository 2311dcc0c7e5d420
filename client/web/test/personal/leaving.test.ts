// @vitest-environment happy-dom
// The way out of a visit, with and without a network: what it does depends on the network alone.

import { h } from 'preact';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { App } from '../../src/app.tsx';
import { startRouter } from '../../src/router.ts';
import { loadScheme } from '../../src/scheme.ts';
import { texts } from '../../src/texts/texts.ts';
import { ask, begin, startVisits } from '../../src/visit.ts';
import { draw, heading, settle, text } from './page.ts';
import { asked, prepare, report, visitOf } from './world.ts';

vi.mock('../../src/core/core.ts', async () => ({ core: (await import('./world.ts')).fakeCore }));

const t = texts.personal.leaving;
let answered: (answer: { answered: boolean }) => void = () => undefined;

async function answer(of: boolean): Promise<void> {
  answered({ answered: of });
  await settle();
}
async function network(reachable: boolean): Promise<void> {
  report({ kind: 'network', reachable });
  await settle();
}
// True: the page stays.
async function leave(): Promise<boolean> {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true });
  let stays = false;
  // Where a link leads is not for a test to follow.
  document.addEventListener(
    'click',
    (each) => {
      stays = each.defaultPrevented;
      each.preventDefault();
    },
    { once: true },
  );
  document.querySelector('.sotto-leave')?.dispatchEvent(event);
  await settle();
  return stays;
}
const timesAsked = (): number => asked.filter(({ kind }) => kind === 'leave').length;

const assign = vi.spyOn(window.location, 'assign').mockImplementation(() => undefined);

beforeAll(() => {
  startRouter();
  startVisits();
});

beforeEach(async () => {
  assign.mockClear();
  prepare({
    open: () => visitOf(),
    leave: () => new Promise((resolve) => (answered = resolve)),
  });
  await loadScheme();
  draw(h(App, { lacks: [] }));
  await begin(() => ask('open', { words: '' }));
  await settle(60);
});

it('is a link while the network answers', async () => {
  expect(await leave()).toBe(false);
  expect(timesAsked()).toBe(0);
  expect(heading()).not.toBe(t.goes.heading);
});

it('lets the last parcels go first while the network does not', async () => {
  await network(false);
  expect(await leave()).toBe(true);
  expect(heading()).toBe(t.goes.heading);
  expect(text()).toContain(t.goes.text);
  expect(assign).not.toHaveBeenCalled();
  await answer(true);
  expect(assign).toHaveBeenCalledExactlyOnceWith('/leave');
  expect(timesAsked()).toBe(1);
});

it('says that nothing was taken in when the network still does not answer', async () => {
  await network(false);
  await leave();
  await answer(false);
  expect(heading()).toBe(t.unanswered.heading);
  expect(assign).not.toHaveBeenCalled();
  expect(document.querySelector('main a[href="/leave"]')?.textContent).toBe(t.unanswered.link);
});

it('keeps nobody who does not want to wait', async () => {
  await network(false);
  await leave();
  expect(document.querySelector('main a[href="/leave"]')?.textContent).toBe(t.goes.link);
  expect(await leave()).toBe(false);
  expect(timesAsked()).toBe(1);
});

it('says it too when the visit stops meanwhile', async () => {
  await network(false);
  await leave();
  report({ kind: 'stopped', stopped: { failure: 'not_sotto' } });
  await settle();
  expect(heading()).toBe(t.unanswered.heading);
});
