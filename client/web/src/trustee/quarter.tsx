// What a trustee's visit has done for the figures of the quarter that is over, and how they stand.

import { Link, List, Paragraphs } from '../components/index.ts';
import type { Everybody, PlacedTitle, QuarterState, QuarterVisit } from '../core/messages.ts';
import { quarterName } from '../figures/periods.ts';
import { isolated } from '../personal/times.ts';
import { useScheme } from '../scheme.ts';
import { fill, texts } from '../texts/texts.ts';
import { placeName } from './places.tsx';
import { troubleOfTrustee } from './trouble.ts';

const fine: readonly QuarterState[] = ['wait', 'released', 'over'];
export const isQuarterWrong = ({ state }: QuarterVisit): boolean => !fine.includes(state);

const isDistrusted = (state: QuarterState): state is 'false-report' | 'other-reports' =>
  state === 'false-report' || state === 'other-reports';

// Theirs, where the list still has them.
function nameOf(id: string, everybody: Everybody | null): string {
  const entry = everybody?.directory.find((each) => each.id === id);
  const name = entry?.fields.find(([key]) => key === 'name')?.[1];
  if (name !== undefined) return isolated(name);
  return fill(texts.trustee.quarter.unknown, { id: id.slice(0, 8) });
}

const placesOf = (of: readonly PlacedTitle[]): string =>
  of.map(({ place, title }) => isolated(placeName(place, title))).join(', ');

export function QuarterStands({ quarter }: { quarter: QuarterVisit }) {
  const t = texts.trustee.quarter;
  const scheme = useScheme();
  const everybody = scheme !== 'waiting' && 'everybody' in scheme ? scheme.everybody : null;
  const { state, did, spoilt } = quarter;
  const name = everybody === null ? t.thatQuarter : quarterName(everybody.figures, quarter);
  return (
    <>
      <p>{fill(t.of, { quarter: name })}</p>
      {did !== 'nothing' && <Checked quarter={quarter} everybody={everybody} />}
      {spoilt.length > 0 && <p>{fill(t.spoilt, { who: placesOf(spoilt) })}</p>}
      <State quarter={quarter} everybody={everybody} />
      {isDistrusted(state) && <p>{t.nothingDecrypted}</p>}
      {(state === 'released' || state === 'over') && (
        <p>
          <Link to="/totals">{texts.trustee.start.totals}</Link>
        </p>
      )}
    </>
  );
}

function Checked(props: { quarter: QuarterVisit; everybody: Everybody | null }) {
  const t = texts.trustee.quarter;
  const { reports, notReported } = props.quarter;
  const count = String(reports);
  if (notReported.length === 0) return <p>{fill(t.everybodyReported, { count })}</p>;
  return (
    <>
      <p>{fill(t.notReported, { count })}</p>
      <List of={notReported.map((id) => nameOf(id, props.everybody))} />
      <p>{t.dropped}</p>
    </>
  );
}

function State(props: { quarter: QuarterVisit; everybody: Everybody | null }) {
  const t = texts.trustee.quarter;
  const { state, did, reason, falseOf, stopped, lacking, missing } = props.quarter;
  switch (state) {
    case 'wait': {
      const values = { count: String(lacking), who: placesOf(missing) };
      return did === 'signed' ? (
        <p>{fill(t.waitSignatures, values)}</p>
      ) : (
        <Paragraphs of={t.waitParts.map((each) => fill(each, values))} />
      );
    }
    case 'false-report': {
      const values = { reason: t.reasons[reason ?? 'format'] };
      if (falseOf === null) return <p>{fill(t.falseReportOfNobody, values)}</p>;
      return <p>{fill(t.falseReport, { ...values, who: nameOf(falseOf, props.everybody) })}</p>;
    }
    case 'failed': {
      const { happened, safe, next } = troubleOfTrustee(stopped ?? { failure: 'no_answer' });
      return <Paragraphs of={[`${happened}.`, safe, next]} />;
    }
    default:
      return <Paragraphs of={t.states[state]} />;
  }
}
