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
