import { InsetText, Page, Paragraphs } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import { Section } from './common.tsx';

export function Facilitators() {
  const { facilitators } = texts;
  return (
    <Page heading={facilitators.heading}>
      <Paragraphs of={facilitators.paragraphs} />
      <Section heading={facilitators.address}>
        <InsetText>
          <p class="sotto-words__word">{location.origin}/</p>
        </InsetText>
      </Section>
      <p>{facilitators.worried}</p>
    </Page>
  );
}
