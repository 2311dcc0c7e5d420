// Questions, in the markup of the NHS design system. Ids are given by the caller: error summaries link
// to them, and the name of a field is its id.

import type { ComponentChildren } from 'preact';
import { texts } from '../texts/texts.ts';

export interface Common {
  id: string;
  hint?: string | undefined;
  error?: string | undefined;
}

export const describedBy = ({ id, hint, error }: Common): string | undefined =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;

export function HintAndError({ id, hint, error }: Common) {
  return (
    <>
      {hint && (
        <div class="nhsuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <span class="nhsuk-error-message" id={`${id}-error`}>
          <span class="nhsuk-u-visually-hidden">{texts.app.errorPrefix}</span>
          {error}
        </span>
      )}
    </>
  );
}

export const groupClass = (error: string | undefined): string =>
  error ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group';

function Below({ below }: { below?: string | undefined }) {
  return below === undefined ? null : <p class="nhsuk-body-s">{below}</p>;
}

// The question of a group of fields. heading: it is the page's heading too.
export function Fieldset(
  props: Common & {
    legend: string;
    heading?: boolean;
    below?: string | undefined; // a paragraph right below the heading
    role?: 'group';
    children: ComponentChildren;
  },
) {
  return (
    <fieldset class="nhsuk-fieldset" role={props.role} aria-describedby={describedBy(props)}>
      <legend class={`nhsuk-fieldset__legend nhsuk-fieldset__legend--${props.heading ? 'l' : 's'}`}>
        {props.heading ? <h1 class="nhsuk-fieldset__heading">{props.legend}</h1> : props.legend}
      </legend>
      <Below {...props} />
      <HintAndError {...props} />
      {props.children}
    </fieldset>
  );
}

interface TextField extends Common {
  label: string;
  heading?: boolean; // the label is the page's heading
  below?: string | undefined; // as of a fieldset
  value: string;
  onInput: (value: string) => void;
}

function Label({ id, label, heading }: TextField) {
  if (!heading) {
    return (
      <label class="nhsuk-label" for={id}>
        {label}
      </label>
    );
  }
  return (
    <h1 class="nhsuk-label-wrapper">
      <label class="nhsuk-label nhsuk-label--l" for={id}>
        {label}
      </label>
    </h1>
  );
}

// One line. Browsers are told not to remember, complete or check what is typed. width: in characters;
// code: characters that are read one by one. password: shown as dots, but to the browser no password,
// which it would offer to keep.
export function Input(
  props: TextField & {
    width?: 2 | 3 | 4 | 5 | 10 | 20 | 30;
    code?: boolean;
    type?: 'text' | 'password';
    inputMode?: 'text' | 'numeric' | 'tel' | 'email';
    maxLength?: number;
  },
) {
  const classes = [
    'nhsuk-input',
    props.width && `nhsuk-input--width-${props.width}`,
    props.code && 'nhsuk-input--code',
    props.type === 'password' && 'sotto-dots',
    props.error && 'nhsuk-input--error',
  ];
  return (
    <div class={groupClass(props.error)}>
      <Label {...props} />
      <Below {...props} />
      <HintAndError {...props} />
      <input
        class={classes.filter(Boolean).join(' ')}
        id={props.id}
        name={props.id}
        type="text"
        inputMode={props.inputMode}
        maxLength={props.maxLength}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-describedby={describedBy(props)}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </div>
  );
}

export function Textarea(props: TextField & { rows?: number; maxLength?: number }) {
  return (
    <div class={groupClass(props.error)}>
      <Label {...props} />
      <Below {...props} />
      <HintAndError {...props} />
      <textarea
        class={props.error ? 'nhsuk-textarea nhsuk-textarea--error' : 'nhsuk-textarea'}
        id={props.id}
        name={props.id}
        rows={props.rows ?? 3}
        maxLength={props.maxLength}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-describedby={describedBy(props)}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </div>
  );
}

export function Select(
  props: Common & {
    label: string;
    choices: readonly { value: string; label: string }[];
    value: string;
    onChange: (value: string) => void;
  },
) {
  return (
    <div class={groupClass(props.error)}>
      <label class="nhsuk-label" for={props.id}>
        {props.label}
      </label>
      <HintAndError {...props} />
      <select
        class="nhsuk-select"
        id={props.id}
        name={props.id}
        aria-describedby={describedBy(props)}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

// As typed; dates.ts makes a time of it.
export interface TypedDate {
  day: string;
  month: string;
  year: string;
}

export function DateInput(
  props: Common & {
    legend: string;
    heading?: boolean;
    value: TypedDate;
    onInput: (value: TypedDate) => void;
  },
) {
  const parts = [
    { part: 'day', width: 2 },
    { part: 'month', width: 2 },
    { part: 'year', width: 4 },
  ] as const;
  return (
    <div class={groupClass(props.error)}>
      <Fieldset {...props} role="group">
        <div class="nhsuk-date-input">
          {parts.map(({ part, width }) => (
            <div class="nhsuk-date-input__item" key={part}>
              <div class="nhsuk-form-group">
                <label class="nhsuk-label nhsuk-date-input__label" for={`${props.id}-${part}`}>
                  {texts.app[part]}
                </label>
                <input
                  class={
                    `nhsuk-input nhsuk-input--width-${width} nhsuk-date-input__input` +
                    (props.error ? ' nhsuk-input--error' : '')
                  }
                  id={`${props.id}-${part}`}
                  name={`${props.id}-${part}`}
                  type="text"
                  inputMode="numeric"
                  autocomplete="off"
                  maxLength={width}
                  value={props.value[part]}
                  onInput={(event) =>
                    props.onInput({ ...props.value, [part]: event.currentTarget.value })
                  }
                />
              </div>
            </div>
          ))}
        </div>
      </Fieldset>
    </div>
  );
}
