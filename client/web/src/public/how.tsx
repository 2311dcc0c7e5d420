import { Page, Paragraphs } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import { faqs, Reviewed, Section, WithScheme } from './common.tsx';

export function How() {
  return (
    <Page heading={texts.how.heading}>
      <WithScheme>
        {(everybody) => {
          const all = faqs(everybody);
          if (all.length === 0) return <p>{texts.how.none}</p>;
          return (
            <>
              {all.map(({ key, title, paragraphs }) => (
                <Section heading={title} key={key}>
                  <Paragraphs of={paragraphs} />
                </Section>
              ))}
              <Reviewed everybody={everybody} />
            </>
          );
        }}
      </WithScheme>
    </Page>
  );
}
