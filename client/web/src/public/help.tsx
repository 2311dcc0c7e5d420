import { Page, Paragraphs } from '../components/index.ts';
import { TelephoneList } from '../concern/telephones.tsx';
import type { ConcernSteps } from '../core/messages.ts';
import { texts } from '../texts/texts.ts';
import { EmergencyCard, faqs, Section, Signposts, WithScheme } from './common.tsx';

// Where a doctor has no written way to anybody but the director, these are the way.
function Telephones({ of }: { of: ConcernSteps | null }) {
  if (of === null) return null;
  return (
    <>
      <h3 class="nhsuk-heading-s">{texts.nearPeer.help.heading}</h3>
      <TelephoneList of={of.telephones} />
    </>
  );
}

export function Help() {
  return (
    <Page heading={texts.help.heading}>
      <EmergencyCard />
      <Section heading={texts.help.others}>
        <WithScheme>
          {(everybody) => (
            <>
              <Signposts everybody={everybody} />
              {everybody.nearPeer !== null && <Telephones of={everybody.concernSteps} />}
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
