import { Page, Paragraphs } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import { EmergencyCard, faqs, Section, Signposts, WithScheme } from './common.tsx';

export function Help() {
  return (
    <Page heading={texts.help.heading}>
      <EmergencyCard />
      <Section heading={texts.help.others}>
        <WithScheme>
          {(everybody) => (
            <>
              <Signposts everybody={everybody} />
              <p>{texts.help.leads}</p>
              <Paragraphs
                of={faqs(everybody).find(({ key }) => key === 'leads')?.paragraphs ?? []}
              />
            </>
          )}
        </WithScheme>
      </Section>
    </Page>
  );
}
