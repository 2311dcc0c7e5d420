// The guided steps on paper, for when the service is down: the same data, every question with its boxes
// and where they lead. For everybody, without a locker.

import { Button, InsetText, Page, Paragraphs } from '../components/index.ts';
import type { ConcernSteps, GuidedStep } from '../core/messages.ts';
import { isoInWords, linesOf, Section, WithScheme } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { TelephoneList } from './telephones.tsx';

export function PaperForm() {
  const t = texts.concern.paper;
  return (
    <Page heading={t.heading}>
      <WithScheme>
        {({ concernSteps, nearPeer }) =>
          concernSteps === null ? (
            <p>{t.notOffered}</p>
          ) : (
            <Form of={concernSteps} nearPeer={nearPeer !== null} />
          )
        }
      </WithScheme>
    </Page>
  );
}

function Form({ of, nearPeer }: { of: ConcernSteps; nearPeer: boolean }) {
  const t = texts.concern.paper;
  return (
    <>
      <Paragraphs of={[nearPeer ? texts.nearPeer.paper : t.forWhom, ...t.about]} />
      <div class="sotto-not-printed">
        <Button kind="secondary" onClick={() => window.print()}>
          {t.print}
        </Button>
      </div>
      <Section heading={texts.concern.telephones.heading}>
        <p>{texts.concern.telephones.first}</p>
        <TelephoneList of={of.telephones} />
      </Section>
      {of.checked === '' && (
        <InsetText>
          <p>{t.unchecked}</p>
        </InsetText>
      )}
      {of.steps.map((step, number) => (
        <PaperStep key={step.id} step={step} number={number} />
      ))}
      <Section heading={t.endHeading}>
        <Paragraphs of={t.end} />
        <Blank label={t.signed} lines={1} />
      </Section>
      <p class="nhsuk-body-s">
        {fill(t.version, { version: of.version, hash: of.hash.slice(0, 16) })}
        {of.checked !== '' && ` ${fill(t.checked, { date: isoInWords(of.checked) })}`}
      </p>
    </>
  );
}

const goTo = (next: number | null): string =>
  next === null ? '' : fill(texts.concern.paper.goTo, { number: String(next + 1) });

function PaperStep({ step, number }: { step: GuidedStep; number: number }) {
  const t = texts.concern.paper;
  const stops = step.kind === 'interruption' || step.kind === 'telephone';
  return (
    <section class="sotto-paper__step">
      <h2 class="nhsuk-heading-s">
        {number + 1}. {step.question}
      </h2>
      <Paragraphs of={linesOf(step.help)} />
      {step.kind === 'recipients' && <Blank label={t.recipients} lines={2} />}
      {step.choices.length > 0 && (
        <ul class="nhsuk-list">
          {step.choices.map(({ code, label, next }) => (
            <li key={code}>
              <span class="sotto-paper__box" aria-hidden="true" /> {label} {goTo(next)}
            </li>
          ))}
        </ul>
      )}
      {step.fields.map(({ label, help, max, named }) => (
        <Blank
          key={label}
          label={`${label}${named ? ` (${t.named})` : ''}`}
          help={`${help} ${fill(texts.concern.facts.most, { max: String(max) })}`}
          lines={max > 100 ? 5 : 1}
        />
      ))}
      {stops && <p>{step.choices.length === 0 ? t.stop : t.stopElse}</p>}
      {step.next !== null && <p>{fill(t.then, { number: String(step.next + 1) })}</p>}
      {step.basis !== '' && (
        <p class="nhsuk-body-s">{fill(t.basis, { basis: linesOf(step.basis).join(' ') })}</p>
      )}
    </section>
  );
}

function Blank({ label, help, lines }: { label: string; help?: string; lines: number }) {
  return (
    <div class="sotto-paper__blank">
      <p class="nhsuk-u-margin-bottom-0">{label}</p>
      {help !== undefined && <p class="nhsuk-body-s nhsuk-u-margin-bottom-0">{help}</p>}
      {Array.from({ length: lines }, (_, line) => (
        <div class="sotto-paper__line" key={line} />
      ))}
    </div>
  );
}
