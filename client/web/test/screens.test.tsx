// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it } from 'vitest';
import { forgetScreens, type Screens, startScreens, useScreens } from '../src/screens.ts';

let area: Screens<string>;
let place: HTMLElement;

function Area() {
  area = useScreens<string>('open', 'first');
  return <p>{area.screen}</p>;
}

// The browser's Back: the entry before has the same address and no mark.
async function back(): Promise<void> {
  await act(() => {
    history.replaceState(null, '', '/open');
    window.dispatchEvent(new PopStateEvent('popstate'));
  });
}

startScreens();

beforeEach(async () => {
  place = document.createElement('div');
  history.replaceState(null, '', '/open');
  await act(() => {
    forgetScreens();
    render(<Area />, place);
  });
});

describe('the screens of a visit', () => {
  it('go on and back without another address', async () => {
    await act(() => area.go('second'));
    await act(() => area.go('third'));
    expect(place.textContent).toBe('third');
    expect(location.pathname).toBe('/open');
    expect(location.hash + location.search).toBe('');
    await act(() => area.back());
    expect(place.textContent).toBe('second');
    await act(() => area.back());
    await act(() => area.back());
    expect(place.textContent).toBe('first');
  });

  it('take one entry of the history, however many there are', async () => {
    const before = history.length;
    await act(() => area.go('second'));
    await act(() => area.go('third'));
    await act(() => area.go('fourth'));
    expect(history.length).toBe(before + 1);
  });

  it('go back one by one with the Back of the browser', async () => {
    await act(() => area.go('second'));
    await act(() => area.go('third'));
    await back();
    expect(place.textContent).toBe('second');
    await back();
    expect(place.textContent).toBe('first');
    await back();
    expect(place.textContent).toBe('first');
  });

  it('put nothing of theirs into the history', async () => {
    await act(() => area.go('second'));
    expect(JSON.stringify(history.state)).toBe('"screen"');
  });

  it('forget the way here, and then Back shows nothing of it', async () => {
    await act(() => area.go('second'));
    await act(() => area.startAgain('home'));
    expect(area.depth).toBe(1);
    await back();
    expect(place.textContent).toBe('home');
    await act(() => forgetScreens());
    expect(place.textContent).toBe('first');
  });

  it('see what stands now when an answer comes late', async () => {
    const late = area;
    await act(() => area.go('second'));
    await act(() => late.go('third'));
    await act(() => late.back());
    expect(place.textContent).toBe('second');
  });
});
