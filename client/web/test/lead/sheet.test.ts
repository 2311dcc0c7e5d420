// @vitest-environment happy-dom
import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import { pagesOf, Sheet } from '../../src/lead/sheet.tsx';
import { countOf, kMostSlips } from '../../src/lead/slips.tsx';
import { squareOf, squaresOf } from '../../src/lead/square.ts';
import { draw } from './page.ts';

const site = 'https://sotto.example';
const linkOf = (mark: string): string => `${site}/open#${mark.repeat(21)}`;
// Drawn once: drawing takes its time.
const square = squareOf(linkOf('AB'));
const faces = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const letters = 'ABCDEFGHJKMNPQRSTVWXYZ';
    const mark = (letters[index % 22] ?? '') + (letters[Math.floor(index / 22)] ?? '');
    return {
      typed: `${mark}QR-STVW-XYZA-BCDE-FGHJ-KMNP`,
      square: { ...square, path: `${square.path}M${index} 0h1v1h-1z` },
    };
  });

describe('the sheet of slips', () => {
  it.each([
    [1, [1]],
    [10, [10]],
    [11, [10, 1]],
    [30, [10, 10, 10]],
  ])('lays %i slips on pages of %j', (count, pages) => {
    expect(pagesOf(faces(count)).map((page) => page.length)).toEqual(pages);
    draw(h(Sheet, { slips: faces(count), site }));
    const drawn = [...document.querySelectorAll('.sotto-sheet__page')];
    expect(drawn.map((page) => page.querySelectorAll('.sotto-slip').length)).toEqual(pages);
  });

  it('shows slips that differ in nothing but their code, and numbers none', () => {
    const slips = faces(23);
    draw(h(Sheet, { slips, site }));
    const alike = [...document.querySelectorAll('.sotto-slip')].map((slip, index) => {
      const typed = slip.querySelector('.sotto-slip__typed');
      expect(typed?.textContent).toBe(slips[index]?.typed);
      typed?.replaceChildren();
      slip.querySelector('path')?.remove();
      return slip;
    });
    expect(alike.length).toBe(23);
    expect(alike.every((slip) => slip.isEqualNode(alike[0] ?? null))).toBe(true);
    expect(document.body.textContent).not.toMatch(/\d/);
  });

  it('keeps the order in which it was given the slips, which is random', () => {
    const slips = faces(12).reverse();
    draw(h(Sheet, { slips, site }));
    const typed = [...document.querySelectorAll('.sotto-slip__typed')].map(
      (each) => each.textContent,
    );
    expect(typed).toEqual(slips.map((slip) => slip.typed));
  });

  it('draws squares as elements, hidden from screen readers, which have the typed form', () => {
    draw(h(Sheet, { slips: faces(1), site }));
    const drawn = document.querySelector('svg');
    expect(drawn?.getAttribute('aria-hidden')).toBe('true');
    expect(drawn?.querySelectorAll('path').length).toBe(1);
    expect(document.querySelector('img, image, style, [style]')).toBeNull();
  });
});

describe('a square', () => {
  // From the path back to modules.
  function modules(path: string, side: number): boolean[][] {
    const grid = Array.from({ length: side }, () => Array<boolean>(side).fill(false));
    for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
      for (let at = 0; at < Number(run); at++) (grid[Number(y)] ?? [])[Number(x) + at] = true;
    }
    return grid;
  }

  it('has a quiet zone of four modules and its three finders', () => {
    const { side, path } = squareOf(linkOf('AB'));
    const grid = modules(path, side);
    expect((side - 8 - 17) % 4).toBe(0);
    const finder = (x: number, y: number) =>
      grid.slice(y, y + 7).map((row) =>
        row
          .slice(x, x + 7)
          .map(Number)
          .join(''),
      );
    const expected = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];
    expect(finder(4, 4)).toEqual(expected);
    expect(finder(side - 11, 4)).toEqual(expected);
    expect(finder(4, side - 11)).toEqual(expected);
    const margin = grid.filter((_, y) => y < 4 || y >= side - 4).flat();
    expect(margin.some(Boolean)).toBe(false);
  });

  it('is another one for another link, and the same for the same', () => {
    expect(squareOf(linkOf('CD')).path).not.toBe(square.path);
    expect(squareOf(linkOf('AB'))).toEqual(square);
  });
});

it('many squares are those of their links, in their order', async () => {
  const links = ['AB', 'CD', 'EF', 'GH', 'JK', 'MN'].map(linkOf);
  expect(await squaresOf(links)).toEqual(links.map(squareOf));
});

describe('how many slips', () => {
  it.each([
    ['1', 1],
    [' 40 ', 40],
    [String(kMostSlips), kMostSlips],
    [String(kMostSlips + 1), null],
    ['0', null],
    ['', null],
    ['ten', null],
    ['1.5', null],
    ['-3', null],
  ])('%j is %j', (typed, count) => {
    expect(countOf(typed)).toBe(count);
  });
});
