// Writing the agreement, or a newer one: the guide's fields, one a page. Whoever writes it signs it.

import { kValueMax } from '../colleague/value.ts';
import { DateInput, Input, InsetText, Radios, Textarea } from '../components/index.ts';
import type { Means } from '../core/messages.ts';
import type { AgreementTerms } from '../core/peer_messages.ts';
import { isolated } from '../personal/times.ts';
import { isoInWords } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { choicesOf } from './apply.tsx';
import type { GivenPair } from './screen.ts';
import {
  type Agreeing,
  agreeingOf,
  dateOf,
  isLine,
  kLongMax,
  kShortMax,
  oneLine,
  termsOf,
} from './typed.ts';
import { type Question, Walk } from './walk.tsx';

const t = texts.peer.agreement;

function dateQuestion(id: 'start' | 'end'): Question<Agreeing> {
  return {
    row: t.rows[id],
    answer: (of) => isoInWords(dateOf(of[id]) ?? ''),
    problems: (of) => {
      const [date, start] = [dateOf(of[id]), dateOf(of.start)];
      if (date === null) return [{ id: `${id}-day`, text: t.errors.date }];
      const backwards = id === 'end' && start !== null && date < start;
      return backwards ? [{ id: `${id}-day`, text: t.errors.backwards }] : [];
    },
    fields: ({ of, set, error }) => (
      <DateInput
        id={id}
        legend={t[id].heading}
        heading
        hint={t[id].hint}
        error={error(`${id}-day`)}
        value={of[id]}
        onInput={(value) => set({ [id]: value })}
      />
    ),
  };
}

function textQuestion(
  id: 'howOften' | 'where' | 'gain' | 'notes',
  max: number,
  tooLong: string,
): Question<Agreeing> {
  return {
    row: t.rows[id],
    answer: (of) => oneLine(of[id]),
    problems: (of) => (isLine(oneLine(of[id]), max) ? [] : [{ id, text: tooLong }]),
    fields: ({ of, set, error }) => (
      <Textarea
        id={id}
        label={t[id].heading}
        heading
        below={texts.personal.safe}
        hint={t[id].hint || undefined}
        error={error(id)}
        rows={max > kShortMax ? 5 : 2}
        value={of[id]}
        onInput={(value) => set({ [id]: value })}
      />
    ),
  };
}

const means: Question<Agreeing> = {
  row: t.rows.means,
  answer: (of) => meansText(of.means, of.value.trim()),
  problems: (of) =>
    isLine(of.value.trim(), kValueMax) ? [] : [{ id: 'value', text: t.errors.value }],
  fields: ({ of, set, error }) => (
    <Radios<Means>
      id="means"
      legend={t.means.heading}
      heading
      below={texts.personal.safe}
      choices={choicesOf(t.means.choices).map((choice) =>
        choice.value === 'in-service'
          ? choice
          : {
              ...choice,
              children: (
                <Input
                  id="value"
                  label={t.means.value}
                  error={error('value')}
                  value={of.value}
                  onInput={(value) => set({ value })}
                />
              ),
            },
      )}
      value={of.means}
      onChange={(chosen) => set({ means: chosen, value: '' })}
    />
  ),
};

export function meansText(by: Means, value: string): string {
  const label = t.means.choices[by];
  return value === '' ? label : `${label}: ${isolated(value)}`;
}

export const questions: readonly Question<Agreeing>[] = [
  dateQuestion('start'),
  dateQuestion('end'),
  textQuestion('howOften', kShortMax, t.errors.short),
  textQuestion('where', kShortMax, t.errors.short),
  means,
  textQuestion('gain', kLongMax, t.errors.long),
  textQuestion('notes', kLongMax, t.errors.long),
];

export function Agree(given: GivenPair & { at: number; change: boolean }) {
  const { nav, pair, at, change } = given;
  const present: AgreementTerms | null = pair.agreement;
  return (
    <Walk<Agreeing>
      nav={nav}
      at={at}
      change={change}
      draft={`agreement-${pair.number}`}
      initial={agreeingOf(present)}
      questions={questions}
      screenAt={(next, changing) => ({
        name: 'agree',
        pair: pair.number,
        at: next,
        change: changing ?? false,
      })}
      check={{
        heading: t.check.heading,
        text: fill(t.check.text, { name: isolated(pair.name) }),
        more: (
          <InsetText>
            <p>{t.clause}</p>
            <p>{t.signText}</p>
          </InsetText>
        ),
        button: t.check.button,
        notProvided: t.notProvided,
        intent: (of) => ({ kind: 'proposeAgreement', pair: pair.number, terms: termsOf(of) }),
        act: 'agreement',
      }}
    />
  );
}
