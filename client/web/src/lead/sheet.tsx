// Slips to print on A4, ten a page: all alike, without numbers, in the order in which their codes were
// drawn, which is none.

import { texts } from '../texts/texts.ts';
import { squareOf } from './square.ts';

export const kSlipsOnPage = 10;

interface Code {
  typed: string;
  link: string;
}

export function pagesOf<T>(slips: readonly T[]): T[][] {
  const pages: T[][] = [];
  for (let at = 0; at < slips.length; at += kSlipsOnPage) pages.push(slips.slice(at, at + kSlipsOnPage));
  return pages;
}

export function Slip({ code, site }: { code: Code; site: string }) {
  const t = texts.lead.slip;
  const { side, path } = squareOf(code.link);
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
        <p class="sotto-slip__typed">{code.typed}</p>
        <p>{t.once}</p>
      </div>
    </div>
  );
}

export function Sheet({ slips, site }: { slips: readonly Code[]; site: string }) {
  return (
    <section class="sotto-sheet" aria-label={texts.lead.sheet.region}>
      {pagesOf(slips).map((page, index) => (
        <div class="sotto-sheet__page" key={index}>
          {page.map((code) => (
            <Slip key={code.typed} code={code} site={site} />
          ))}
        </div>
      ))}
    </section>
  );
}
