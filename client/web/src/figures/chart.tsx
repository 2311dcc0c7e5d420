// Bars, one a quarter. The table beside them says the same: a screen reader is told what this is and
// no more.

import { nice, ticks } from 'd3-array';
import type { Figures, Quarter } from '../core/messages.ts';
import { fill, texts } from '../texts/texts.ts';
import { countOf, type Kind, shortName } from './periods.ts';

const kFewerThan = 10;

// In the units of the drawing, which is as wide as its place and no wider than it was drawn for.
const kWidth = 340;
const kNames = 108; // the names of the quarters
const kEnd = 20; // behind the longest bar
const kTop = 4;
const kRow = 30;
const kBar = 18;
const kAxis = 24;

// From 0 to a round number that is not below any count.
export function scaleOf(counts: readonly number[]): { most: number; marks: number[] } {
  const [, most] = nice(0, Math.max(kFewerThan, ...counts), 4);
  return { most, marks: ticks(0, most, 4) };
}

export function Chart(props: { figures: Figures; quarters: readonly Quarter[]; kind: Kind }) {
  const { figures, quarters, kind } = props;
  const t = texts.figures.chart;
  const title = `chart-${kind}`;
  const counted = quarters.map((quarter) => quarter.figures && countOf(quarter.figures, kind));
  const { most, marks } = scaleOf(counted.map((count) => count ?? 0));
  const along = (count: number): number => kNames + (count / most) * (kWidth - kNames - kEnd);
  const bottom = kTop + quarters.length * kRow;
  return (
    <svg
      class="sotto-chart"
      viewBox={`0 0 ${kWidth} ${bottom + kAxis}`}
      role="img"
      aria-labelledby={title}
    >
      <title id={title}>{fill(t.title, { what: texts.figures.kinds[kind].name })}</title>
      {marks.map((mark) => (
        <g key={mark}>
          <line class="sotto-chart__mark" x1={along(mark)} x2={along(mark)} y1={kTop} y2={bottom} />
          <text class="sotto-chart__number" x={along(mark)} y={bottom + 16} text-anchor="middle">
            {mark}
          </text>
        </g>
      ))}
      {quarters.map((quarter, row) => (
        <Bar
          key={quarter.quarter}
          name={shortName(figures, quarter)}
          state={quarter.state}
          count={counted[row] ?? null}
          top={kTop + row * kRow}
          along={along}
        />
      ))}
    </svg>
  );
}

function Bar(props: {
  name: string;
  state: Quarter['state'];
  count: number | null;
  top: number;
  along: (count: number) => number;
}) {
  const { state, count, top, along } = props;
  const t = texts.figures.chart;
  const middle = top + kRow / 2 + 5;
  const few = count === 0;
  const end = along(few ? kFewerThan : (count ?? 0));
  const beside = few ? t.fewer : t[state === 'never' ? 'never' : 'waits'];
  return (
    <g>
      <text class="sotto-chart__name" x={kNames - 8} y={middle} text-anchor="end">
        {props.name}
      </text>
      {count !== null && (
        <rect
          class={few ? 'sotto-chart__few' : 'sotto-chart__bar'}
          x={along(0)}
          y={top + (kRow - kBar) / 2}
          width={end - along(0)}
          height={kBar}
        />
      )}
      {(count === null || few) && (
        <text class="sotto-chart__said" x={end + 6} y={middle}>
          {beside}
        </text>
      )}
    </g>
  );
}
