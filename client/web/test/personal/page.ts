// A document that a test reads, types into and presses buttons of.

import { type ComponentChild, render } from 'preact';
import { expect } from 'vitest';
import { texts } from '../../src/texts/texts.ts';

let place: HTMLElement | null = null;

export function draw(child: ComponentChild): HTMLElement {
  if (place !== null) render(null, place);
  place = document.createElement('div');
  document.body.replaceChildren(place);
  render(child, place);
  return place;
}

export const settle = (ms = 20): Promise<void> => new Promise((done) => setTimeout(done, ms));

export async function type(id: string, value: string): Promise<void> {
  const field = document.getElementById(id) as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

export async function choose(id: string): Promise<void> {
  const field = document.getElementById(id) as HTMLInputElement;
  field.checked = true;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

export function submit(): void {
  const form = [...document.querySelectorAll('form')].find(
    (each) => !each.classList.contains('sotto-filters'),
  );
  form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
}

export async function press(name?: string): Promise<void> {
  if (name === undefined) submit();
  else {
    const button = [...document.querySelectorAll('button')].find(
      (each) => each.textContent.trim() === name,
    );
    if (button === undefined) throw new Error(`there is no button ${name}`);
    if (button.type === 'submit') {
      button.form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    } else {
      button.dispatchEvent(new Event('click', { bubbles: true }));
    }
  }
  await settle();
}

export const heading = (): string => document.querySelector('h1')?.textContent.trim() ?? '';
export const text = (): string => document.body.textContent;

const banned =
  /\b(clients?|users?|cases?|tickets?|referrals?|sessions?|sent|should|countdown|unread|inbox|undefined|null|NaN)\b|\{\w+\}/i;

// What every screen must be, whatever it shows.
export function checkPage(place: HTMLElement): void {
  const headings = place.querySelectorAll('h1');
  expect(headings.length).toBe(1);
  expect(headings[0]?.textContent.trim()).not.toBe('');
  expect(place.textContent).not.toMatch(banned);
  expect([texts.app.title, texts.app.errorPrefix + texts.app.title]).toContain(document.title);
  const ids = [...place.querySelectorAll('[id]')].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(place.innerHTML).not.toMatch(/localStorage|style=/);
}
