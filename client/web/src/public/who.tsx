import { InsetText, Page, Paragraphs } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import { faqs, Reviewed, Section, Signposts, WithScheme } from './common.tsx';

export function Who() {
  const { who } = texts;
  return (
    <Page heading={who.heading}>
      <WithScheme>
        {(everybody) => {
          const whom = faqs(everybody).find(({ key }) => key === 'who-can-use-it');
          return (
            <>
              <Paragraphs of={whom?.paragraphs ?? [who.none]} />
              <InsetText>
                <p>{who.voluntary}</p>
              </InsetText>
              <Section heading={who.elsewhere}>
                <p>{who.elsewhereText}</p>
                <Signposts everybody={everybody} />
              </Section>
              <Reviewed everybody={everybody} />
            </>
          );
        }}
      </WithScheme>
      <p>{who.answerStays}</p>
    </Page>
  );
}
