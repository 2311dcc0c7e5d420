// The page for trustees of the figures: who they are, how far they are, and the ways in.

import { LinkButton, Link, List, Page, Paragraphs, SummaryList } from '../components/index.ts';
import type { Everybody } from '../core/messages.ts';
import { isoInWords, Section } from '../public/common.tsx';
import type { Way } from '../lead/way.ts';
import { fill, texts } from '../texts/texts.ts';

export const kFewest = 3; // trustees, docs/spec/figures.md
export const kPlaces = 7;

// "1 (Medical director)"
export const placeName = (place: number, title: string): string =>
  fill(texts.trustee.place, { place: String(place + 1), title });

export function Trustees({ way, everybody }: { way: Way; everybody: Everybody }) {
  const t = texts.trustee.start;
  const { trustees, key } = everybody.figures;
  const entry = (name: 'trusteeOpen' | 'trusteePlace' | 'trusteeHelp') => (
    <li key={name}>
      <LinkButton onClick={() => way.go({ name })}>{t.links[name].name}</LinkButton>
      <div class="nhsuk-hint">{t.links[name].hint}</div>
    </li>
  );
  const stands = (): string => {
    if (trustees.length < kFewest) {
      return fill(t.tooFew, { number: String(trustees.length), least: String(kFewest) });
    }
    if (key === null) return t.noKey;
    return fill(key.current ? t.key : t.otherKey, { date: isoInWords(key.made) });
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <Paragraphs of={t.about} />
      <ul class="nhsuk-list">
        {(['trusteeOpen', 'trusteePlace', 'trusteeHelp'] as const).map(entry)}
      </ul>
      <Section heading={t.nowHeading}>
        <p>{stands()}</p>
        {trustees.length > 0 && (
          <SummaryList
            rows={trustees.map(({ place, title }) => ({
              key: fill(t.placeNumber, { place: String(place + 1) }),
              value: <bdi>{title}</bdi>,
            }))}
          />
        )}
        <p>
          <Link to="/totals">{t.totals}</Link>
        </p>
      </Section>
    </Page>
  );
}

// What can go wrong, and the way on.
export function TrusteeHelp({ way }: { way: Way }) {
  const t = texts.trustee.help;
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      {t.parts.map(({ heading, steps }) => (
        <Section key={heading} heading={heading}>
          <List of={steps} numbered={steps.length > 1} />
        </Section>
      ))}
    </Page>
  );
}
