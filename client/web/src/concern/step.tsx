// One guided step a page, by its kind.

import { useState } from 'preact/hooks';
import {
  CareCard,
  Checkboxes,
  type FieldError,
  Form,
  Interruption,
  LinkButton,
  Paragraphs,
  Radios,
  Textarea,
} from '../components/index.ts';
import { forgetDrafts, useDraft } from '../personal/drafts.ts';
import { linesOf } from '../public/common.tsx';
import { ScreenPage } from '../personal/shell.tsx';
import { fill, texts } from '../texts/texts.ts';
import { Check } from './check.tsx';
import type { GivenConcern, Walk } from './given.ts';
import { Drill, Question } from './question.tsx';
import { TelephoneList, Telephones } from './telephones.tsx';
import {
  after,
  allTicked,
  type Answers,
  bitsOf,
  isNamed,
  kDraft,
  lengthBand,
  noAnswers,
  placesOf,
} from './walk.ts';

const kAnswer = 'answer';

export function Step(given: GivenConcern & { number: number }) {
  const { nav, of, number } = given;
  const [answers, setAnswers] = useDraft<Answers>(kDraft, noAnswers(false));
  const step = of.steps[number];
  if (step === undefined) return null;
  const abandon = (): void => {
    forgetDrafts(kDraft);
    nav.startAgain({ name: 'home' });
  };
  const answer = (code: number): void => {
    const next = after(step, code);
    if (next === null) return;
    // Back to a question asks it anew.
    const kept = Object.entries(answers.codes).filter(([step]) => Number(step) !== next);
    const codes = next < number ? Object.fromEntries(kept) : answers.codes;
    setAnswers({ ...answers, codes: { ...codes, [number]: code } });
    nav.go({ name: 'concernStep', step: next });
  };
  return <OfKind {...given} {...{ step, answers, setAnswers, answer, abandon }} />;
}

function OfKind(walk: Walk) {
  switch (walk.step.kind) {
    case 'choice':
      return <Choice {...walk} />;
    case 'ticks':
      return <Ticks {...walk} />;
    case 'recipients':
      return <Recipients {...walk} />;
    case 'texts':
      return <Facts {...walk} />;
    case 'interruption':
      return <Stop {...walk} />;
    case 'telephone':
      return <TelephoneNow {...walk} />;
    case 'check':
      return <Check {...walk} />;
  }
}

function Choice(walk: Walk) {
  const { step, number, answers, setAnswers, answer } = walk;
  const [errors, setErrors] = useState<FieldError[]>([]);
  const code = answers.codes[number];
  const submit = (): void => {
    if (code === undefined) setErrors([{ id: kAnswer, text: texts.concern.choose }]);
    else answer(code);
  };
  return (
    <Question walk={walk} errors={errors} onSubmit={submit}>
      <Radios
        id={kAnswer}
        legend={texts.concern.choose}
        error={errors[0]?.text}
        choices={step.choices.map((each) => ({ value: String(each.code), label: each.label }))}
        value={code === undefined ? null : String(code)}
        onChange={(value) =>
          setAnswers({ ...answers, codes: { ...answers.codes, [number]: Number(value) } })
        }
      />
    </Question>
  );
}

function Ticks(walk: Walk) {
  const { step, number, answers, setAnswers, answer } = walk;
  const [errors, setErrors] = useState<FieldError[]>([]);
  const bits = answers.codes[number] ?? 0;
  const submit = (): void => {
    if (bits !== allTicked(step)) setErrors([{ id: kAnswer, text: texts.concern.tickAll }]);
    else answer(bits);
  };
  return (
    <Question walk={walk} errors={errors} onSubmit={submit}>
      <Checkboxes
        id={kAnswer}
        legend={texts.concern.tickAll}
        error={errors[0]?.text}
        choices={step.choices.map(({ code, label }) => ({ value: String(code - 1), label }))}
        values={placesOf(bits).map(String)}
        onChange={(values) =>
          setAnswers({
            ...answers,
            codes: { ...answers.codes, [number]: bitsOf(values.map(Number)) },
          })
        }
      />
    </Question>
  );
}

function Recipients(walk: Walk) {
  const t = texts.concern.recipients;
  const { step, number, answers, setAnswers, answer, concerns, nav } = walk;
  const [errors, setErrors] = useState<FieldError[]>([]);
  // One who has left since cannot be ticked any more.
  const there = concerns.recipients.map(({ place }) => place);
  const ticked = placesOf(answers.codes[number] ?? 0).filter((place) => there.includes(place));
  const submit = (): void => {
    if (ticked.length === 0) {
      setErrors([{ id: kAnswer, text: there.length === 0 ? t.nobody : t.empty }]);
    } else if (ticked.length < concerns.quorum) {
      setErrors([{ id: kAnswer, text: fill(t.tooFew, { number: String(concerns.quorum) }) }]);
    } else {
      answer(bitsOf(ticked));
    }
  };
  return (
    <Question walk={walk} errors={errors} onSubmit={submit}>
      {there.length === 0 && <p>{t.nobody}</p>}
      {concerns.quorum > 1 && <p>{fill(t.quorum, { number: String(concerns.quorum) })}</p>}
      {there.length > 0 && (
        <Checkboxes
          id={kAnswer}
          legend={t.empty}
          error={errors[0]?.text}
          choices={concerns.recipients.map(({ place, title, words }) => ({
            value: String(place),
            label: title,
            hint: fill(t.key, { words: words.join(' ') }),
          }))}
          values={ticked.map(String)}
          onChange={(values) =>
            setAnswers({
              ...answers,
              codes: { ...answers.codes, [number]: bitsOf(values.map(Number)) },
            })
          }
        />
      )}
      {step.choices.map(({ code, label, next }) => (
        <p key={code}>
          <LinkButton
            onClick={() => {
              if (next !== null) nav.go({ name: 'concernStep', step: next });
            }}
          >
            {label}
          </LinkButton>
        </p>
      ))}
    </Question>
  );
}

function Facts(walk: Walk) {
  const t = texts.concern.facts;
  const { of, step, answers, setAnswers, answer } = walk;
  const [errors, setErrors] = useState<FieldError[]>([]);
  const named = isNamed(of, answers);
  const asked = step.fields
    .map((field, index) => ({ ...field, index, id: `${kAnswer}-${index}` }))
    .filter((field) => named || !field.named);
  const textOf = (index: number): string => answers.texts[index] ?? '';
  const write = (index: number, text: string): void =>
    setAnswers({
      ...answers,
      texts: step.fields.map((_, each) => (each === index ? text : textOf(each))),
    });
  const submit = (): void => {
    const problems = asked.flatMap(({ index, id, label, max }) => {
      const text = textOf(index);
      if (text.trim() === '') return [{ id, text: fill(t.empty, { label }) }];
      if (text.length <= max) return [];
      return [{ id, text: fill(t.tooLong, { label, max: String(max) }) }];
    });
    setErrors(problems);
    if (problems.length === 0) answer(lengthBand(asked.map(({ index }) => textOf(index))));
  };
  return (
    <Question walk={walk} errors={errors} onSubmit={submit}>
      {asked.map(({ index, id, label, help, max }) => (
        <Textarea
          key={id}
          id={id}
          label={label}
          hint={`${help} ${fill(t.most, { max: String(max) })}`}
          error={errors.find((each) => each.id === id)?.text}
          rows={max > 100 ? 5 : 2}
          maxLength={max}
          value={textOf(index)}
          onInput={(text) => write(index, text)}
        />
      ))}
    </Question>
  );
}

// Stops, unless one of its choices was taken: which none is when the page is there.
function Stop(walk: Walk) {
  const t = texts.concern.stop;
  const { step, of, nav, answer, abandon } = walk;
  const [chosen, setChosen] = useState(0);
  return (
    <ScreenPage back={nav.back}>
      <Drill walk={walk} />
      <Interruption heading={step.question}>
        <Paragraphs of={linesOf(step.help)} />
      </Interruption>
      <Form
        {...(chosen === 0 ? { button: t.button } : {})}
        onSubmit={() => (chosen === 0 ? abandon() : answer(chosen))}
      >
        {step.choices.length > 0 && (
          <Radios
            id={kAnswer}
            legend={texts.concern.choose}
            choices={[
              ...step.choices.map(({ code, label }) => ({ value: String(code), label })),
              { value: '0', label: t.none },
            ]}
            value={String(chosen)}
            onChange={(value) => setChosen(Number(value))}
          />
        )}
        <Telephones of={of.telephones} />
      </Form>
    </ScreenPage>
  );
}

function TelephoneNow(walk: Walk) {
  const { step, of, nav, abandon } = walk;
  return (
    <ScreenPage heading={step.question} back={nav.back}>
      <CareCard kind="emergency" heading={texts.concern.stop.whom}>
        <TelephoneList of={of.telephones} />
        <Paragraphs of={linesOf(step.help)} />
      </CareCard>
      <Form button={texts.concern.stop.telephoned} onSubmit={abandon}>
        {null}
      </Form>
    </ScreenPage>
  );
}
