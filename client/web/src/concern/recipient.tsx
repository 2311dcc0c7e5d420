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
  SummaryList,
  Tag,
  useFocusOn,
} from '../components/index.ts';
import type { ConcernOutcome, HeldConcern, Intent, OpeningReason } from '../core/messages.ts';
import { BeginDesk } from '../director/begin.tsx';
import { Asked, LastOpened, LockerLinks } from '../personal/locker.tsx';
import { refusalText } from '../personal/problem.ts';
import type { Given } from '../personal/screen.ts';
import { Alarms, ScreenPage } from '../personal/shell.tsx';
import { isoInWords, Section } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { perform } from '../visit.ts';
import { answerRows, fieldRows, isOfToday } from './answers.tsx';
import { OwnPlace, PlaceForm, PlaceWords } from './place.tsx';
import { SaveRecord } from './record.tsx';

type GivenHeld = Given & { concern: HeldConcern };

export function RecipientScreen(given: Given) {
  const { screen } = given.nav;
  if (screen.name === 'place') return <PlaceForm {...given} />;
  if (screen.name === 'placeWords') {
    return <PlaceWords {...given} handed={screen.handed ?? false} stopped={screen.stopped} />;
  }
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
      <OwnPlace nav={nav} visit={visit} />
      <BeginDesk visit={visit} />
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
          <SaveRecord concern={concern} />
        </>
      )}
    </ScreenPage>
  );
}

// What is said of it stays one place, which takes the focus as it changes.
function Answer({ concern }: { concern: HeldConcern }) {
  const { acknowledged, outcome } = concern;
  const place = useFocusOn<HTMLDivElement>(`${acknowledged} ${outcome}`);
  return (
    <div ref={place} tabIndex={-1}>
      <Said concern={concern} />
    </div>
  );
}

function Said({ concern }: { concern: HeldConcern }) {
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
