// A screen in a document that a test can read and type into.

import { type ComponentChild, render } from 'preact';
import type { Screen, Way } from '../../src/lead/way.ts';

export function draw(child: ComponentChild): HTMLElement {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  render(child, place);
  return place;
}

export const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 5));

export async function type(id: string, value: string): Promise<void> {
  const field = document.getElementById(id) as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

export async function press(): Promise<void> {
  document
    .querySelector('form')
    ?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await settle();
}

export const textOf = (selector: string): string =>
  document.querySelector(selector)?.textContent.trim() ?? '';

// Remembers where a screen went.
export function aWay(): Way & { went: Screen[] } {
  const went: Screen[] = [];
  const note = (screen: Screen): void => {
    went.push(screen);
  };
  return {
    screen: { name: 'start' },
    depth: 1,
    go: note,
    startAgain: note,
    back: () => undefined,
    went,
  };
}
