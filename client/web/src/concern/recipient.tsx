// The screens of a recipient's visit: what is sealed for them, opening it, reading it, and saying what came
// of it.

import { useState } from 'preact/hooks';
import {
  Button,
  type FieldError,
  Form,
  LinkButton,
  Paragraphs,
  Radios,
  type Row,
  SummaryList,
  Tag,
} from '../components/index.ts';
import type {
  ConcernOutcome,
  Everybody,
  HeldConcern,
  Intent,
  OpeningReason,
} from '../core/messages.ts';
import { Asked, LastOpened, LockerLinks } from '../personal/locker.tsx';
import { refusalText } from '../personal/problem.ts';
import type { Given } from '../personal/screen.ts';
import { Alarms, ScreenPage } from '../personal/shell.tsx';
import { isoInWords, Section } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { perform } from '../visit.ts';
import { titleOf } from './given.ts';
import { placesOf } from './walk.ts';

type GivenHeld = Given & { concern: HeldConcern };

export function RecipientScreen(given: Given) {
  const { screen } = given.nav;
  const concern =
    screen.name === 'heldConcern'
      ? given.visit.held.find(({ number }) => number === screen.concern)
      : undefined;
  if (concern === undefined) return <Home {...given} />;
  if (concern.phase === 'sealed') return <Open {...given} concern={concern} />;
  return <Read {...given} concern={concern} />;
}

const phaseText = ({ phase, shares, quorum }: HeldConcern): string =>
  fill(texts.concern.held.phases[phase], { shares: String(shares), quorum: String(quorum) });

const publishedText = ({ published }: HeldConcern): string =>
  fill(texts.concern.held.published, { date: isoInWords(published) });

function Home({ nav, everybody, visit }: Given) {
  const t = texts.concern.held;
  return (
    <ScreenPage heading={t.heading} safe>
      <LastOpened visit={visit} zone={everybody.timeZone} />
      <Asked visit={visit} />
      <Alarms visit={visit} />
      <p>{t.about}</p>
      {visit.held.length === 0 && <p>{t.none}</p>}
      <ul class="sotto-entries">
        {visit.held.map((concern) => (
          <li class="nhsuk-card" key={concern.number}>
            <div class="nhsuk-card__content">
              <h2 class="nhsuk-card__heading nhsuk-heading-s">{publishedText(concern)}</h2>
              <p>{phaseText(concern)}</p>
              <LinkButton onClick={() => nav.go({ name: 'heldConcern', concern: concern.number })}>
                {t.look}
                <span class="nhsuk-u-visually-hidden"> {publishedText(concern)}</span>
              </LinkButton>
            </div>
          </li>
        ))}
      </ul>
      <LockerLinks nav={nav} />
    </ScreenPage>
  );
}

// One of several, and then a wish; what comes of it shows by itself.
function Choose<V extends string>(props: {
  id: string;
  legend: string;
  hint?: string;
  empty: string;
  labels: Record<V, string>;
  button: string;
  intent: (value: V) => Intent;
}) {
  const [value, setValue] = useState<V | null>(null);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (): Promise<void> => {
    if (value === null) {
      setErrors([{ id: props.id, text: props.empty }]);
      return;
    }
    const answer = await perform(props.intent(value));
    setErrors('refusal' in answer ? [{ id: props.id, text: refusalText(answer.refusal) }] : []);
  };
  return (
    <Form errors={errors} button={props.button} onSubmit={submit}>
      <Radios<V>
        id={props.id}
        legend={props.legend}
        hint={props.hint}
        error={errors[0]?.text}
        choices={(Object.keys(props.labels) as V[]).map((each) => ({
          value: each,
          label: props.labels[each],
        }))}
        value={value}
        onChange={setValue}
      />
    </Form>
  );
}

function Open({ nav, concern }: GivenHeld) {
  const t = texts.concern.held.open;
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      <p>{publishedText(concern)}</p>
      <p>{t.text}</p>
      <Choose<OpeningReason>
        id="reason"
        legend={t.legend}
        empty={t.empty}
        labels={t.reasons}
        button={t.button}
        intent={(reason) => ({ kind: 'openConcern', concern: concern.number, reason })}
      />
    </ScreenPage>
  );
}

function Read(given: GivenHeld) {
  const { nav, everybody, concern } = given;
  const t = texts.concern.held;
  return (
    <ScreenPage heading={t.read.heading} back={nav.back}>
      <p>{publishedText(concern)}</p>
      <div role="status">
        <p>{phaseText(concern)}</p>
      </div>
      {concern.phase === 'open' && (
        <>
          {concern.drill && (
            <p>
              <Tag colour="yellow">{t.drill}</Tag>
            </p>
          )}
          <Section heading={t.read.words}>
            <SummaryList rows={fieldRows(everybody, concern)} />
          </Section>
          <Section heading={t.read.answers}>
            {!isOfToday(everybody, concern) && <p>{t.read.other}</p>}
            <SummaryList rows={answerRows(everybody, concern)} />
          </Section>
          <p>{t.read.keep}</p>
          <Answer concern={concern} />
        </>
      )}
    </ScreenPage>
  );
}

function Answer({ concern }: { concern: HeldConcern }) {
  const t = texts.concern.held.read;
  const { number, acknowledged, outcome } = concern;
  if (!acknowledged) {
    return (
      <Button onClick={() => void perform({ kind: 'acknowledgeConcern', concern: number })}>
        {t.acknowledge}
      </Button>
    );
  }
  if (outcome !== null) {
    return <Paragraphs of={[t.acknowledged, fill(t.outcome, { outcome: t.outcomes[outcome] })]} />;
  }
  return (
    <>
      <p>{t.acknowledged}</p>
      <Choose<ConcernOutcome>
        id="outcome"
        legend={t.outcomeLegend}
        hint={t.outcomeHint}
        empty={t.outcomeEmpty}
        labels={t.outcomes}
        button={t.outcomeButton}
        intent={(value) => ({ kind: 'sayOutcome', concern: number, outcome: value })}
      />
    </>
  );
}

// Answers are numbers that only the steps explain that were walked.
const isOfToday = ({ concernSteps }: Everybody, { steps }: HeldConcern): boolean =>
  concernSteps?.hash.startsWith(steps) ?? false;

function fieldRows(everybody: Everybody, concern: HeldConcern): Row[] {
  const steps = isOfToday(everybody, concern) ? (everybody.concernSteps?.steps ?? []) : [];
  const fields = steps.find(({ kind }) => kind === 'texts')?.fields ?? [];
  return concern.fields.map(({ field, text }) => ({
    key: fields[field]?.label ?? String(field + 1),
    value: <bdi class="sotto-concern__text">{text}</bdi>,
  }));
}

function answerRows(everybody: Everybody, concern: HeldConcern): Row[] {
  const t = texts.concern.held.read;
  const today = isOfToday(everybody, concern);
  return concern.answers.flatMap(({ step: number, code }) => {
    const step = today ? everybody.concernSteps?.steps[number] : undefined;
    if (step === undefined) {
      const key = fill(t.otherRow, { number: String(number + 1) });
      return [{ key, value: fill(t.coded, { code: String(code) }) }];
    }
    switch (step.kind) {
      case 'choice':
      case 'interruption': {
        const value = step.choices.find((each) => each.code === code)?.label ?? String(code);
        return [{ key: step.question, value }];
      }
      case 'ticks':
        return [{ key: step.question, value: texts.concern.check.all }];
      case 'recipients': {
        const value = placesOf(code).map((place) => titleOf(everybody, place));
        return [{ key: step.question, value: value.join('; ') }];
      }
      case 'texts':
      case 'telephone':
      case 'check':
        return [];
    }
  });
}
