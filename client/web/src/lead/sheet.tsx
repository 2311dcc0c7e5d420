// Slips to print on A4, ten a page: all alike, without numbers, in the order in which their codes were
// drawn, which is none.

import { texts } from '../texts/texts.ts';
import type { Square } from './square.ts';

export const kSlipsOnPage = 10;

// What a slip says: the same code twice, to type and to scan.
export interface SlipFace {
  typed: string;
  square: Square;
}

export function pagesOf<T>(slips: readonly T[]): T[][] {
  const pages: T[][] = [];
  for (let at = 0; at < slips.length; at += kSlipsOnPage)
    pages.push(slips.slice(at, at + kSlipsOnPage));
  return pages;
}

export function Slip({ face, site }: { face: SlipFace; site: string }) {
  const t = texts.lead.slip;
  const { side, path } = face.square;
  return (
    <div class="sotto-slip">
      <svg
        class="sotto-slip__square"
        viewBox={`0 0 ${side} ${side}`}
        shape-rendering="crispEdges"
        aria-hidden="true"
      >
        <path d={path} />
      </svg>
      <div>
        <p>{t.scan}</p>
        <p class="sotto-slip__site">{site}/open</p>
        <p>{t.type}</p>
        <p class="sotto-slip__typed">{face.typed}</p>
        <p>{t.once}</p>
      </div>
    </div>
  );
}

export function Sheet({ slips, site }: { slips: readonly SlipFace[]; site: string }) {
  return (
    <section class="sotto-sheet" aria-label={texts.lead.sheet.region}>
      {pagesOf(slips).map((page, index) => (
        <div class="sotto-sheet__page" key={index}>
          {page.map((face) => (
            <Slip key={face.typed} face={face} site={site} />
          ))}
        </div>
      ))}
    </section>
  );
}
