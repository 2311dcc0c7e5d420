// Taking a supporter off the list, and what to do when one has lost their words.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import {
  Button,
  type FieldError,
  Form,
  Interruption,
  List,
  Page,
  Paragraphs,
  Select,
} from '../components/index.ts';
import { fieldOf } from '../components/directory.tsx';
import type { Supporter } from '../core/messages.ts';
import { useNearPeer } from '../near_peer/page.tsx';
import { Section } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import type { Way } from './way.ts';

const kWho = 'who';

// Which of these leaves.
export function ChooseWho<T>(props: {
  way: Way;
  texts: { heading: string; why: string; label: string; empty: string; nobody: string };
  of: readonly T[];
  idOf: (each: T) => string;
  lineOf: (each: T) => string;
  onChosen: (each: T) => void;
}) {
  const { way, texts: t, of, idOf, lineOf, onChosen } = props;
  const [id, setId] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = (): void => {
    const chosen = of.find((each) => idOf(each) === id);
    setErrors(chosen === undefined ? [{ id: kWho, text: t.empty }] : []);
    if (chosen !== undefined) onChosen(chosen);
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.why}</p>
      {of.length === 0 ? (
        <p>{t.nobody}</p>
      ) : (
        <Form errors={errors} onSubmit={submit}>
          <Select
            id={kWho}
            label={t.label}
            error={errors[0]?.text}
            choices={[
              { value: '', label: t.empty },
              ...of.map((each) => ({ value: idOf(each), label: lineOf(each) })),
            ]}
            value={id}
            onChange={setId}
          />
        </Form>
      )}
    </Page>
  );
}

export function RemoveWho({ way, directory }: { way: Way; directory: readonly Supporter[] }) {
  const { whyNearPeer, ...said } = texts.lead.removeWho;
  return (
    <ChooseWho
      way={way}
      texts={useNearPeer() === null ? said : { ...said, why: whyNearPeer }}
      of={directory}
      idOf={({ id }) => id}
      lineOf={lineOf}
      onChosen={(supporter) => way.go({ name: 'removeSure', supporter })}
    />
  );
}

// Two people may have one name.
function lineOf(supporter: Supporter): string {
  return ['name', 'grade', 'specialty', 'site']
    .map((field) => fieldOf(supporter, field))
    .filter((value) => value !== '')
    .join(', ');
}

// id: of a supporter. children: what else can be done.
export function SeeRemoval(props: {
  way: Way;
  said: { heading: string; about: readonly string[]; button: string };
  name: string;
  id?: string;
  onSign: () => Promise<void>;
  children?: ComponentChildren;
}) {
  const t = props.said;
  return (
    <Page back={{ onClick: props.way.back }}>
      <Interruption heading={t.heading}>
        <p>
          <strong>{props.name}</strong>
        </p>
        <Paragraphs of={t.about} />
        {props.id !== undefined && (
          <p class="nhsuk-body-s">
            {texts.lead.removal.id}: <span class="sotto-hex">{props.id}</span>
          </p>
        )}
      </Interruption>
      <Form button={t.button} kind="warning" onSubmit={props.onSign}>
        {null}
      </Form>
      {props.children}
    </Page>
  );
}

export function Lost({ way }: { way: Way }) {
  const t = texts.lead.lost;
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.about}</p>
      <List of={t.steps} numbered />
      <Section heading={t.stolenHeading}>
        <p>{t.stolen}</p>
      </Section>
      <Button onClick={() => way.go({ name: 'open' })}>{t.button}</Button>
    </Page>
  );
}
