// Applying to be a supporter: exactly the fields of the implementation guide.

import { Checkboxes, Input, Radios, Textarea } from '../components/index.ts';
import type { Module, Supervisor } from '../core/peer_messages.ts';
import { fill, texts } from '../texts/texts.ts';
import type { GivenPeer } from './screen.ts';
import {
  type Applying,
  applicationOf,
  characteristicsProblem,
  isEmail,
  isPersonName,
  linesOf,
  noApplication,
} from './typed.ts';
import { type Asked, type Question, Walk } from './walk.tsx';

const t = texts.peer.apply;

function textQuestion(
  id: 'name' | 'email',
  isRight: (text: string) => boolean,
): Question<Applying> {
  return {
    row: t[id].row,
    answer: (of) => of[id].trim(),
    problems: (of) => (isRight(of[id]) ? [] : [{ id, text: t.errors[id] }]),
    fields: ({ of, set, error }) => (
      <Input
        id={id}
        label={t[id].heading}
        heading
        below={texts.personal.safe}
        hint={t[id].hint}
        inputMode={id === 'email' ? 'email' : 'text'}
        error={error(id)}
        value={of[id]}
        onInput={(value) => set({ [id]: value })}
      />
    ),
  };
}

// Another supervisor needs another declaration.
const supervisor: Question<Applying> = {
  row: t.supervisor.row,
  answer: (of) => (of.supervisor === null ? '' : t.supervisor.choices[of.supervisor]),
  problems: (of) =>
    of.supervisor === null ? [{ id: 'supervisor', text: t.supervisor.empty }] : [],
  fields: ({ of, set, error }) => (
    <Radios<Supervisor>
      id="supervisor"
      legend={t.supervisor.heading}
      heading
      below={texts.personal.safe}
      hint={t.supervisor.hint}
      error={error('supervisor')}
      choices={choicesOf(t.supervisor.choices)}
      value={of.supervisor}
      onChange={(value) => set({ supervisor: value, declared: false })}
    />
  ),
};

const person: Question<Applying> = {
  heading: (of) => t.person.heading[of.supervisor ?? 'educational'],
  row: t.person.row,
  answer: (of) => `${of.supervisorName.trim()}, ${of.supervisorEmail.trim()}`,
  problems: (of) => [
    ...(isPersonName(of.supervisorName) ? [] : [{ id: 'supervisor-name', text: t.errors.name }]),
    ...(isEmail(of.supervisorEmail) ? [] : [{ id: 'supervisor-email', text: t.errors.email }]),
  ],
  fields: ({ of, set, error }) => (
    <>
      <Input
        id="supervisor-name"
        label={t.person.name}
        error={error('supervisor-name')}
        value={of.supervisorName}
        onInput={(supervisorName) => set({ supervisorName })}
      />
      <Input
        id="supervisor-email"
        label={t.person.email}
        inputMode="email"
        error={error('supervisor-email')}
        value={of.supervisorEmail}
        onInput={(supervisorEmail) => set({ supervisorEmail })}
      />
    </>
  ),
};

const boxOf = (of: Applying): string => t.declaration.box[of.supervisor ?? 'educational'];
const declaration: Question<Applying> = {
  row: t.declaration.row,
  answer: (of) => (of.declared ? boxOf(of) : ''),
  problems: (of) => (of.declared ? [] : [{ id: 'declaration', text: t.declaration.empty }]),
  fields: ({ of, set, error }) => (
    <Checkboxes<'yes'>
      id="declaration"
      legend={t.declaration.heading}
      heading
      below={texts.personal.safe}
      error={error('declaration')}
      choices={[{ value: 'yes', label: boxOf(of) }]}
      values={of.declared ? ['yes'] : []}
      onChange={(values) => set({ declared: values.length > 0 })}
    />
  ),
};

const matchedOn: Question<Applying> = {
  row: t.matchedOn.row,
  answer: (of) => linesOf(of.matchedOn).join('; '),
  problems: (of) => {
    const problem = characteristicsProblem(of.matchedOn);
    return problem === null ? [] : [{ id: 'matched-on', text: t.errors[problem] }];
  },
  fields: ({ of, set, error }: Asked<Applying>) => (
    <Textarea
      id="matched-on"
      label={t.matchedOn.heading}
      heading
      below={texts.personal.safe}
      hint={t.matchedOn.hint}
      error={error('matched-on')}
      value={of.matchedOn}
      onInput={(value) => set({ matchedOn: value })}
    />
  ),
};

const module: Question<Applying> = {
  row: t.module.row,
  answer: (of) => (of.module === null ? '' : t.module.choices[of.module]),
  problems: (of) => (of.module === null ? [{ id: 'module', text: t.module.empty }] : []),
  fields: ({ of, set, error }) => (
    <Radios<Module>
      id="module"
      legend={t.module.heading}
      heading
      below={texts.personal.safe}
      hint={t.module.hint}
      error={error('module')}
      choices={choicesOf(t.module.choices)}
      value={of.module}
      onChange={(value) => set({ module: value })}
    />
  ),
};

export function choicesOf<V extends string>(labels: Record<V, string>) {
  return (Object.entries(labels) as [V, string][]).map(([value, label]) => ({ value, label }));
}

export const questions: readonly Question<Applying>[] = [
  textQuestion('name', isPersonName),
  textQuestion('email', isEmail),
  supervisor,
  person,
  declaration,
  matchedOn,
  module,
];

export function Apply({ nav, rules, at, change }: GivenPeer & { at: number; change: boolean }) {
  return (
    <Walk<Applying>
      nav={nav}
      at={at}
      change={change}
      draft="apply"
      initial={noApplication}
      questions={questions}
      screenAt={(next, changing) => ({ name: 'apply', at: next, change: changing ?? false })}
      check={{
        heading: t.check.heading,
        text: fill(t.check.text, { days: String(rules.objectionDays) }),
        button: t.check.button,
        notProvided: t.notProvided,
        intent: (of) => ({ kind: 'apply', application: applicationOf(of) }),
        act: 'apply',
      }}
    />
  );
}
