// The leads' dashboard, which is the same for everybody: what the log has of the figures, and nothing else.

import { useState } from 'preact/hooks';
import {
  Button,
  InsetText,
  LinkButton,
  Link,
  List,
  Page,
  Paragraphs,
  Table,
} from '../components/index.ts';
import type { Everybody, Figures, Quarter } from '../core/messages.ts';
import { isoInWords, saveFile, Section, WithScheme } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { Chart } from './chart.tsx';
import { csvOf, jsonOf } from './files.ts';
import { type Kind, kinds, quarterCount, quarterName, yearCount, yearName } from './periods.ts';

const kShown = 8; // quarters, the newest

export function TotalsPage() {
  const t = texts.figures;
  return (
    <Page heading={t.heading} wide>
      <WithScheme>{(everybody) => <Totals everybody={everybody} />}</WithScheme>
    </Page>
  );
}

export function Totals({ everybody }: { everybody: Everybody }) {
  const t = texts.figures;
  const { figures } = everybody;
  const [all, setAll] = useState(false);
  if (figures.quarters.length === 0) return <Nothing everybody={everybody} />;
  const quarters = all ? figures.quarters : figures.quarters.slice(-kShown);
  return (
    <>
      <p class="sotto-printed">
        {fill(t.printed, { scheme: everybody.title, date: isoInWords(everybody.month.today) })}
      </p>
      <Approximate />
      <div class="sotto-buttons">
        <Button onClick={() => window.print()}>{t.print}</Button>
        <Button
          kind="secondary"
          onClick={() => saveFile(t.csvName, 'text/csv;charset=utf-8', csvOf(everybody))}
        >
          {t.saveCsv}
        </Button>
        <Button
          kind="secondary"
          onClick={() => saveFile(t.jsonName, 'application/json', jsonOf(everybody))}
        >
          {t.saveJson}
        </Button>
      </div>
      {kinds.map((kind) => (
        <ByQuarter key={kind} figures={figures} quarters={quarters} kind={kind} />
      ))}
      {figures.quarters.length > kShown && (
        <p class="sotto-not-printed">
          <LinkButton onClick={() => setAll(!all)}>{all ? t.showFewer : t.showAll}</LinkButton>
        </p>
      )}
      <ByYear figures={figures} />
      <Section heading={t.rulesHeading}>
        <List of={t.rules} />
      </Section>
      <Trustees figures={figures} />
    </>
  );
}

function Approximate() {
  const t = texts.figures;
  return (
    <InsetText>
      <Paragraphs of={t.approximate} />
      <p>{t.dishonest}</p>
    </InsetText>
  );
}

function ByQuarter(props: { figures: Figures; quarters: readonly Quarter[]; kind: Kind }) {
  const { figures, quarters, kind } = props;
  const { name, about } = texts.figures.kinds[kind];
  return (
    <section class="sotto-figures">
      <h2 class="nhsuk-heading-m">{name}</h2>
      <p>{about}</p>
      <div class="sotto-figures__both">
        <Chart {...props} />
        <Table
          caption={fill(texts.figures.table.caption, { what: name })}
          head={[texts.figures.table.quarter, name]}
          rows={quarters.map((each) => [quarterName(figures, each), quarterCount(each, kind)])}
        />
      </div>
    </section>
  );
}

function ByYear({ figures }: { figures: Figures }) {
  const t = texts.figures.byYear;
  return (
    <Section heading={t.heading}>
      <p>{t.about}</p>
      <Table
        caption={t.caption}
        head={[t.year, ...kinds.map((kind) => texts.figures.kinds[kind].name), t.published]}
        rows={figures.years.map((year) => [
          yearName(figures, year),
          ...kinds.map((kind) => yearCount(year, kind)),
          fill(t.publishedOf, { number: String(year.released) }),
        ])}
      />
    </Section>
  );
}

function Trustees({ figures: { trustees, key } }: { figures: Figures }) {
  const t = texts.figures.trustees;
  return (
    <Section heading={t.heading}>
      {key !== null && (
        <p>
          {fill(t.open, { open: String(key.open), of: String(key.of), date: isoInWords(key.made) })}
        </p>
      )}
      {key?.current === false && <p>{t.changed}</p>}
      <List
        of={trustees.map(({ title }) => (
          <bdi>{title}</bdi>
        ))}
      />
      <p class="sotto-not-printed">
        <Link to="/desk">{t.desk}</Link>
      </p>
    </Section>
  );
}

// Why there is nothing, and what happens next.
function Nothing({ everybody }: { everybody: Everybody }) {
  const t = texts.figures.nothing;
  const { trustees, key } = everybody.figures;
  const until = everybody.month.passKeys[0]?.until;
  const next = (): string => {
    if (key !== null) return fill(t.first, { until: until === undefined ? '' : isoInWords(until) });
    return trustees.length < 3 ? t.appoint : t.ceremony;
  };
  return (
    <>
      <p>{t.none}</p>
      <Section heading={t.nextHeading}>
        <p>{next()}</p>
        <p>{t.then}</p>
      </Section>
      <Approximate />
      {trustees.length > 0 ? (
        <Trustees figures={everybody.figures} />
      ) : (
        <p>
          <Link to="/desk">{texts.figures.trustees.desk}</Link>
        </p>
      )}
    </>
  );
}
