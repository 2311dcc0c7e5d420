// Feedback of a doctor to their supporter: three questions and, if wished, own words. It goes to nobody else.

import { InsetText, Radios, SummaryList, Textarea } from '../components/index.ts';
import type { Feedback } from '../core/peer_messages.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { isolated } from '../personal/times.ts';
import { fill, texts } from '../texts/texts.ts';
import type { GivenPair } from './screen.ts';
import { isLine, kPeerTextMax, oneLine } from './typed.ts';
import { type Question, Walk } from './walk.tsx';

const t = texts.peer.feedback;

type Answer = '1' | '2' | '3' | '4';
interface Giving {
  answers: [Answer | null, Answer | null, Answer | null];
  text: string;
}
const nothing: Giving = { answers: [null, null, null], text: '' };

const scale = t.scale.map((label, index) => ({ value: String(index + 1) as Answer, label }));
export const scaleText = (answer: number): string => t.scale[answer - 1] ?? '';

function answerQuestion(index: 0 | 1 | 2): Question<Giving> {
  const id = `answer-${index + 1}`;
  return {
    row: t.rows[index] ?? '',
    answer: (of) => scaleText(Number(of.answers[index])),
    problems: (of) => (of.answers[index] === null ? [{ id, text: t.empty }] : []),
    fields: ({ of, set, error }) => (
      <Radios<Answer>
        id={id}
        legend={t.questions[index] ?? ''}
        heading
        below={texts.personal.safe}
        hint={t.intro}
        error={error(id)}
        choices={scale}
        value={of.answers[index]}
        onChange={(value) => {
          const answers: Giving['answers'] = [...of.answers];
          answers[index] = value;
          set({ answers });
        }}
      />
    ),
  };
}

const text: Question<Giving> = {
  row: t.text.row,
  answer: (of) => oneLine(of.text),
  problems: (of) =>
    isLine(oneLine(of.text), kPeerTextMax) ? [] : [{ id: 'words', text: texts.peer.text.tooLong }],
  fields: ({ of, set, error }) => (
    <Textarea
      id="words"
      label={t.text.heading}
      heading
      below={texts.personal.safe}
      hint={t.text.hint}
      error={error('words')}
      rows={6}
      value={of.text}
      onInput={(value) => set({ text: value })}
    />
  ),
};

const questions = [answerQuestion(0), answerQuestion(1), answerQuestion(2), text];

const feedbackOf = ({ answers: [a, b, c], text: words }: Giving): Feedback => ({
  answers: [Number(a), Number(b), Number(c)],
  text: oneLine(words),
});

export function GiveFeedback({
  nav,
  pair,
  at,
  change,
}: GivenPair & { at: number; change: boolean }) {
  const values = { name: isolated(pair.name) };
  return (
    <Walk<Giving>
      nav={nav}
      at={at}
      change={change}
      draft={`feedback-${pair.number}`}
      initial={nothing}
      questions={questions}
      screenAt={(next, changing) => ({
        name: 'pairFeedback',
        pair: pair.number,
        at: next,
        change: changing ?? false,
      })}
      check={{
        heading: t.check.heading,
        text: fill(t.check.text, values),
        button: fill(t.check.button, values),
        notProvided: t.notProvided,
        intent: (of) => ({ kind: 'giveFeedback', pair: pair.number, feedback: feedbackOf(of) }),
        act: 'feedback',
      }}
    />
  );
}

export function FeedbackReceived({ nav, pair, of }: GivenPair & { of: Feedback }) {
  return (
    <ScreenPage heading={fill(t.received.heading, { name: isolated(pair.name) })} back={nav.back}>
      <p>{t.received.text}</p>
      <SummaryList
        rows={of.answers.map((answer, index) => ({
          key: t.rows[index] ?? '',
          value: scaleText(answer),
        }))}
      />
      {of.text !== '' && (
        <InsetText>
          <p>
            <bdi>{of.text}</bdi>
          </p>
        </InsetText>
      )}
    </ScreenPage>
  );
}
