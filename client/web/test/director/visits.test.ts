// @vitest-environment happy-dom
import { h } from 'preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HandOver } from '../../src/director/hand_over.tsx';
import { deskOpened, somethingChanged } from '../../src/director/open_desk.ts';
import { Visited, Visits } from '../../src/director/visits.tsx';
import type { Screen, Way } from '../../src/director/way.ts';
import { fill, texts } from '../../src/texts/texts.ts';
import { asked, prepare } from '../lead/fake_core.ts';
import { draw, press, textOf } from '../lead/page.ts';
import { aDesk, aDoctor, aSupporter } from './sample.ts';

vi.mock('../../src/core/core.ts', async () => ({
  core: (await import('../lead/fake_core.ts')).fakeCore,
}));

const t = texts.nearPeer.director;
const shown = (): string => document.body.textContent;
const desk = aDesk([aSupporter(1, { doctors: 1 })], [aDoctor(2, { supporter: 1 })]);

function aWay(): Way & { went: Screen[] } {
  const went: Screen[] = [];
  return {
    screen: { name: 'visit' },
    depth: 1,
    go: (screen) => void went.push(screen),
    startAgain: () => undefined,
    back: () => undefined,
    went,
  };
}

describe('the desk’s visits', () => {
  beforeEach(() => deskOpened(desk));

  it('begin from a desk that was saved, and from no other', async () => {
    const way = aWay();
    prepare({ directorVisit: () => ({ news: [], desk, stopped: null }) });
    somethingChanged();
    draw(h(Visits, { way, desk }));
    expect(shown()).toContain(t.visits.saveFirst);
    expect(shown()).not.toContain(t.visits.button);
    deskOpened(desk);
    draw(h(Visits, { way, desk }));
    expect(shown()).not.toContain(t.visits.saveFirst);
    await press();
    expect(asked.map(({ kind }) => kind)).toEqual(['directorVisit']);
    expect(way.went).toEqual([{ name: 'visited', news: [], stopped: null }]);
    expect(shown()).toContain(t.unsaved.text);
  });

  it('wait for a locker that is open on the page', async () => {
    prepare({ directorVisit: () => ({ refusal: 'visit_open' }) });
    draw(h(Visits, { way: aWay(), desk }));
    await press();
    expect(textOf('.nhsuk-error-summary')).toContain(t.visits.visitOpen);
  });

  it('ask for slips only while a part has no locker', () => {
    draw(h(Visits, { way: aWay(), desk }));
    expect(shown()).not.toContain(t.visits.enrol.heading);
    draw(h(Visits, { way: aWay(), desk: { ...desk, parts: 3 } }));
    expect(shown()).toContain(t.visits.enrol.heading);
  });

  it('say what came by name, and the same words about what went whatever came', () => {
    const news = [
      { what: 'opted-out' as const, number: 2 },
      { what: 'about-relationship' as const, number: 1 },
    ];
    draw(h(Visited, { way: aWay(), desk, news, stopped: null }));
    expect(shown()).toContain(fill(t.visited.news['opted-out'], { name: 'Doctor 2' }));
    expect(shown()).toContain(t.visited.notes);
    expect(shown()).toContain(t.visited.after);
    draw(h(Visited, { way: aWay(), desk, news: [], stopped: { failure: 'no_answer' } }));
    expect(shown()).toContain(t.visited.nothing);
    expect(shown()).toContain(t.visited.after);
    expect(shown()).toContain(texts.personal.failures.no_answer.heading);
  });
});

describe('a desk that is handed over', () => {
  it('goes to nobody while the log has nobody at the place', async () => {
    deskOpened(desk);
    const nobody = { nearPeer: { directorKey: null } } as never;
    prepare({ everybody: () => nobody });
    draw(h(HandOver, { way: aWay() }));
    await press();
    expect(textOf('.nhsuk-error-summary')).toContain(t.handOver.nobody);
    expect(asked.map(({ kind }) => kind)).toEqual(['everybody']);
  });
});
