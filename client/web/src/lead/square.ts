// A link as a square to scan: one path of rectangles one module high.

import { encode } from 'uqr';

const kQuietZone = 4; // modules around a square, ISO/IEC 18004

export interface Square {
  side: number; // modules, the quiet zone included
  path: string;
}

export function squareOf(link: string): Square {
  const { data, size } = encode(link, { ecc: 'M', boostEcc: false, border: kQuietZone });
  const runs = data.flatMap((row, y) =>
    runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`),
  );
  return { side: size, path: runs.join('') };
}

function runsOf(row: boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = runs.at(-1);
    if (!dark) return;
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  });
  return runs;
}

const kAtOnce = 5; // some 80 ms of drawing, between which the page can answer

// Many, without holding the page up.
export async function squaresOf(links: readonly string[]): Promise<Square[]> {
  const squares: Square[] = [];
  for (const link of links) {
    squares.push(squareOf(link));
    if (squares.length % kAtOnce === 0) await new Promise((next) => setTimeout(next, 0));
  }
  return squares;
}
