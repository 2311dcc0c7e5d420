// @vitest-environment happy-dom
import { h, render } from 'preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DirectorArea } from '../../src/director/director.tsx';
import { actsOf as actsOfDoctor } from '../../src/director/doctor.tsx';
import { Close } from '../../src/director/home.tsx';
import { Import } from '../../src/director/import.tsx';
import { deskOpened, somethingChanged } from '../../src/director/open_desk.ts';
import { isoOf } from '../../src/dates.ts';
import { SignStatement } from '../../src/director/statement.tsx';
import { actsOf, Supporter } from '../../src/director/supporter.tsx';
import type { Screen, Way } from '../../src/director/way.ts';
import { pasted } from '../../src/near_peer/statement.tsx';
import { forgetScreens } from '../../src/screens.ts';
import { fill, texts } from '../../src/texts/texts.ts';
import { asked, prepare } from '../lead/fake_core.ts';
import { draw, press, settle, textOf } from '../lead/page.ts';
import { aDesk, aDoctor, aSupporter } from './sample.ts';

vi.mock('../../src/core/core.ts', async () => ({
  core: (await import('../lead/fake_core.ts')).fakeCore,
}));

const t = texts.nearPeer.director;
const shown = (): string => document.body.textContent;

function aWay(): Way & { went: Screen[] } {
  const went: Screen[] = [];
  const note = (screen: Screen): void => {
    went.push(screen);
  };
  return {
    screen: { name: 'home' },
    depth: 1,
    go: note,
    startAgain: note,
    back: () => undefined,
    went,
  };
}

async function check(value: string): Promise<void> {
  const radio = document.querySelector<HTMLInputElement>(`input[value="${value}"]`);
  if (radio === null) throw new Error(`no choice ${value}`);
  radio.checked = true;
  radio.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

describe('what can have happened', () => {
  it('to a supporter follows from where they stand', () => {
    expect(actsOf(aSupporter(1, { told: null, state: 'supervisor-not-told' }))).toEqual([
      'told',
      'attest',
      'places',
      'renew',
      'leaves',
      'remove',
    ]);
    expect(actsOf(aSupporter(1, { supervisor: 'appraiser' }))).toContain('supported');
    expect(actsOf(aSupporter(1, { state: 'objected' }))).not.toContain('objected');
    expect(actsOf(aSupporter(1, { state: 'withdrawn' }))).toEqual(['remove']);
    expect(actsOf(aSupporter(1, { state: 'withdrawn' }), true)).toEqual(['settled', 'remove']);
  });

  it('to a doctor too: who opted out can opt in, and who has nobody has no pair to change', () => {
    expect(actsOfDoctor(aDoctor(1))).toEqual([
      'opts-out',
      'grade',
      'wishes',
      'renew',
      'withdraws',
      'remove',
    ]);
    expect(actsOfDoctor(aDoctor(1, { standing: 'opted-out', supporter: 2 }))).toEqual([
      'opts-in',
      'change',
      'grade',
      'wishes',
      'renew',
      'withdraws',
      'remove',
    ]);
    expect(actsOfDoctor(aDoctor(1, { standing: 'withdrawn' }), true)).toEqual([
      'opts-in',
      'settled',
      'remove',
    ]);
  });
});

describe('the desk', () => {
  const desk = aDesk(
    [aSupporter(1, { doctors: 1 })],
    [aDoctor(2, { supporter: 1, outcome: 'new' }), aDoctor(3, { outcome: 'no-place' })],
  );
  beforeEach(() => {
    forgetScreens();
    deskOpened(desk);
  });

  it('says who is without, and nothing of saving before something has changed', () => {
    draw(h(DirectorArea, {}));
    expect(textOf('h1')).toBe(t.home.heading);
    expect(shown()).toContain(fill(t.home.without, { count: '1' }));
    expect(shown()).not.toContain(t.unsaved.text);
  });

  it('asks to be saved after an act, and the act is the one that was chosen', async () => {
    prepare({ directorDo: () => desk });
    draw(h(Supporter, { way: aWay(), desk, number: 1 }));
    await press();
    expect(textOf('.nhsuk-error-summary')).toContain(t.supporter.empty);
    await check('objected');
    await press();
    expect(asked[0]?.ask).toMatchObject({ acts: [{ what: 'objected', number: 1 }] });
    expect(shown()).toContain(t.unsaved.text);
  });

  it('reads what has changed after an act, where the question begins anew', async () => {
    const later = aDesk([aSupporter(1, { state: 'objected' })], []);
    const place = draw(h(Supporter, { way: aWay(), desk, number: 1 }));
    expect(document.activeElement).toBe(document.body);
    render(h(Supporter, { way: aWay(), desk: later, number: 1 }), place);
    await settle();
    expect(document.activeElement?.textContent).toContain(t.roster.states.objected);
  });

  it('closes at once when nothing would be lost, and asks otherwise', async () => {
    const close = async (): Promise<void> => {
      const buttons = [...document.querySelectorAll<HTMLButtonElement>('main button, button')];
      buttons.find(({ textContent }) => textContent === t.home.close)?.click();
      await settle();
    };
    prepare({ closeDirector: () => ({ ok: true }) });
    somethingChanged();
    draw(h(DirectorArea, {}));
    await close();
    expect(asked).toEqual([]);
    expect(textOf('h1')).toBe(t.close.heading);
    expect(shown()).toContain(t.close.changed);
    const way = aWay();
    draw(h(Close, { way }));
    await press();
    expect(asked.map(({ kind }) => kind)).toEqual(['closeDirector']);
    expect(way.went).toEqual([{ name: 'start' }]);
    deskOpened(desk);
    forgetScreens();
    prepare({ closeDirector: () => ({ ok: true }) });
    draw(h(DirectorArea, {}));
    await close();
    expect(asked.map(({ kind }) => kind)).toEqual(['closeDirector']);
  });

  it('says why an act was refused', async () => {
    prepare({ directorDo: () => ({ refusal: 'too_many_places', number: 1 }) });
    draw(h(Supporter, { way: aWay(), desk, number: 1 }));
    await check('places');
    await press();
    expect(textOf('.nhsuk-error-summary')).toContain(
      fill(t.actRefusals.too_many_places, { cap: '2' }),
    );
  });

  it('says that somebody is off the desk, and what has to be settled before', async () => {
    prepare({ directorDo: () => ({ refusal: 'paired', number: 1 }) });
    draw(h(Supporter, { way: aWay(), desk, number: 1 }));
    await check('remove');
    expect(shown()).toContain(t.takenOff.what);
    await press();
    expect(textOf('.nhsuk-error-summary')).toContain(t.actRefusals.paired);
    draw(h(Supporter, { way: aWay(), desk: aDesk([], []), number: 1 }));
    expect(textOf('h1')).toBe(t.takenOff.heading);
  });

  it('names bad lines with their reasons, and goes nowhere', () => {
    const bad = [{ line: 3, why: 'the e-mail address is none' }];
    draw(h(Import, { way: aWay(), desk, kind: 'doctors', bad }));
    expect(textOf('tbody')).toBe('3the e-mail address is none');
    expect(shown()).toContain(t.import.bad);
  });

  it('signs a statement only when it is whole, and shows what was signed', async () => {
    const way = aWay();
    prepare({ directorStatement: () => ({ refusal: 'from' }) });
    draw(h(SignStatement, { way, desk }));
    await press();
    for (const text of [
      t.statement.errors.who,
      t.statement.errors.kind,
      t.statement.errors.hours,
    ]) {
      expect(textOf('.nhsuk-error-summary')).toContain(text);
    }
    expect(asked).toEqual([]);
    const choose = async (id: string, value: string): Promise<void> => {
      const select = document.getElementById(id) as HTMLSelectElement;
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await settle();
    };
    await choose('who', '1');
    await choose('hours', '2');
    await check('1');
    await press();
    expect(textOf('.nhsuk-error-summary')).toContain(t.statement.errors.from);
    const link = document.querySelector('.nhsuk-error-summary a')?.getAttribute('href') ?? '';
    expect(document.querySelector(link)?.tagName).toBe('INPUT');
    prepare({ directorStatement: () => ({ text: 'Sotto statement 1\n' }) });
    await press();
    expect(way.went).toEqual([{ name: 'statementSheet', text: 'Sotto statement 1\n' }]);
  });
});

describe('what is typed and pasted', () => {
  it('is a date of the calendar, or left for the core to refuse', () => {
    expect(isoOf({ day: '4', month: '8', year: '2027' })).toBe('2027-08-04');
    expect(isoOf({ day: '', month: '', year: '' })).toBe('-00-00');
  });

  it('is the statement as it was signed, whatever a mail program did to it', () => {
    expect(pasted('\r\n  Sotto statement 1 \r\nScheme: a\t\r\n\r\n')).toBe(
      'Sotto statement 1\nScheme: a\n',
    );
  });
});
