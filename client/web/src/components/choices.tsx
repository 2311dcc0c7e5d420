// One of several, or any of them.

import type { ComponentChildren } from 'preact';
import { type Common, Fieldset, groupClass } from './fields.tsx';

export interface Choice<V extends string> {
  value: V;
  label: string;
  hint?: string;
  // Shown below the choice while it is chosen, for the field that goes with it.
  children?: ComponentChildren;
}

interface Choosing<V extends string> extends Common {
  legend: string;
  heading?: boolean;
  below?: string | undefined; // as of a fieldset
  choices: readonly Choice<V>[];
}

const choiceId = (id: string, index: number): string => (index === 0 ? id : `${id}-${index + 1}`);

function ChoiceItem<V extends string>(props: {
  type: 'radio' | 'checkbox';
  name: string;
  id: string;
  choice: Choice<V>;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { choice, id } = props;
  const block = props.type === 'radio' ? 'nhsuk-radios' : 'nhsuk-checkboxes';
  return (
    <>
      <div class={`${block}__item`}>
        <input
          class={`${block}__input`}
          type={props.type}
          id={id}
          name={props.name}
          value={choice.value}
          checked={props.checked}
          aria-describedby={choice.hint && `${id}-item-hint`}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <label class={`nhsuk-label ${block}__label`} for={id}>
          {choice.label}
        </label>
        {choice.hint && (
          <div class={`nhsuk-hint ${block}__hint`} id={`${id}-item-hint`}>
            {choice.hint}
          </div>
        )}
      </div>
      {choice.children && props.checked && (
        <div class={`${block}__conditional`}>{choice.children}</div>
      )}
    </>
  );
}

function Choices<V extends string>(
  props: Choosing<V> & {
    type: 'radio' | 'checkbox';
    chosen: (value: V) => boolean;
    onChoice: (value: V, checked: boolean) => void;
  },
) {
  return (
    <div class={groupClass(props.error)}>
      <Fieldset {...props}>
        <div class={props.type === 'radio' ? 'nhsuk-radios' : 'nhsuk-checkboxes'}>
          {props.choices.map((choice, index) => (
            <ChoiceItem
              key={choice.value}
              type={props.type}
              name={props.id}
              id={choiceId(props.id, index)}
              choice={choice}
              checked={props.chosen(choice.value)}
              onChange={(checked) => props.onChoice(choice.value, checked)}
            />
          ))}
        </div>
      </Fieldset>
    </div>
  );
}

export function Radios<V extends string>(
  props: Choosing<V> & { value: V | null; onChange: (value: V) => void },
) {
  const { value, onChange, ...choosing } = props;
  return (
    <Choices {...choosing} type="radio" chosen={(each) => each === value} onChoice={onChange} />
  );
}

export function Checkboxes<V extends string>(
  props: Choosing<V> & { values: readonly V[]; onChange: (values: V[]) => void },
) {
  const { values, onChange, ...choosing } = props;
  return (
    <Choices
      {...choosing}
      type="checkbox"
      chosen={(each) => values.includes(each)}
      onChoice={(value, checked) => {
        const others = values.filter((each) => each !== value);
        onChange(checked ? [...others, value] : others);
      }}
    />
  );
}
