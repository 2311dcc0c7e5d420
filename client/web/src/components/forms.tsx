// Questions, in the markup of the NHS design system. Ids are given by the caller: error summaries link
// to them, and the name of a field is its id.

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { texts } from '../texts/texts.ts';

export interface FieldError {
  id: string; // of the field to go to
  text: string;
}

interface Common {
  id: string;
  hint?: string | undefined;
  error?: string | undefined;
}

const describedBy = ({ id, hint, error }: Common): string | undefined =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;

function HintAndError({ id, hint, error }: Common) {
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

const groupClass = (error: string | undefined): string =>
  error ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group';

// kind: primary is for the one thing that a page is for.
export function Button(props: {
  children: ComponentChildren;
  kind?: 'primary' | 'secondary' | 'warning';
  type?: 'submit' | 'button';
  onClick?: () => void;
  disabled?: boolean;
}) {
  const kind = props.kind ?? 'primary';
  return (
    <button
      class={kind === 'primary' ? 'nhsuk-button' : `nhsuk-button nhsuk-button--${kind}`}
      type={props.type ?? (props.onClick ? 'button' : 'submit')}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}

// A question and its button. A second press while the first is being answered does nothing.
export function Form(props: {
  children: ComponentChildren;
  errors?: FieldError[];
  onSubmit: () => void | Promise<void>;
  button?: string; // "Continue" when left out
  kind?: 'primary' | 'warning';
}) {
  const busy = useRef(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (busy.current) return;
    busy.current = true;
    void Promise.resolve(props.onSubmit()).finally(() => {
      busy.current = false;
    });
  };
  return (
    <form noValidate autocomplete="off" onSubmit={submit}>
      <ErrorSummary errors={props.errors ?? []} />
      {props.children}
      <Button kind={props.kind ?? 'primary'}>{props.button ?? texts.app.continue}</Button>
    </form>
  );
}

// Takes the focus whenever it says something new. Pass a new array for each try.
export function ErrorSummary({ errors }: { errors: FieldError[] }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (errors.length === 0) return;
    box.current?.focus();
    document.title = texts.app.errorPrefix + texts.app.title;
    return () => {
      document.title = texts.app.title;
    };
  }, [errors]);
  if (errors.length === 0) return null;
  const goTo = (event: Event, id: string): void => {
    event.preventDefault();
    const field = document.getElementById(id);
    field?.scrollIntoView();
    field?.focus();
  };
  return (
    <div class="nhsuk-error-summary" ref={box} tabIndex={-1}>
      <div role="alert">
        <h2 class="nhsuk-error-summary__heading">{texts.app.errorHeading}</h2>
        <div class="nhsuk-error-summary__body">
          <ul class="nhsuk-list nhsuk-error-summary__list">
            {errors.map(({ id, text }) => (
              <li key={id}>
                <a href={`#${id}`} onClick={(event) => goTo(event, id)}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

// The question of a group of fields. heading: it is the page's heading too.
export function Fieldset(
  props: Common & {
    legend: string;
    heading?: boolean;
    role?: 'group';
    children: ComponentChildren;
  },
) {
  return (
    <fieldset class="nhsuk-fieldset" role={props.role} aria-describedby={describedBy(props)}>
      <legend class={`nhsuk-fieldset__legend nhsuk-fieldset__legend--${props.heading ? 'l' : 's'}`}>
        {props.heading ? <h1 class="nhsuk-fieldset__heading">{props.legend}</h1> : props.legend}
      </legend>
      <HintAndError {...props} />
      {props.children}
    </fieldset>
  );
}

export interface Choice<V extends string> {
  value: V;
  label: string;
  hint?: string;
  disabled?: boolean;
  // Shown below the choice while it is chosen, for the field that goes with it.
  children?: ComponentChildren;
}

interface Choosing<V extends string> extends Common {
  legend: string;
  heading?: boolean;
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
          disabled={choice.disabled}
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

export function Radios<V extends string>(
  props: Choosing<V> & { value: V | null; onChange: (value: V) => void },
) {
  return (
    <div class={groupClass(props.error)}>
      <Fieldset {...props}>
        <div class="nhsuk-radios">
          {props.choices.map((choice, index) => (
            <ChoiceItem
              key={choice.value}
              type="radio"
              name={props.id}
              id={choiceId(props.id, index)}
              choice={choice}
              checked={props.value === choice.value}
              onChange={() => props.onChange(choice.value)}
            />
          ))}
        </div>
      </Fieldset>
    </div>
  );
}

export function Checkboxes<V extends string>(
  props: Choosing<V> & { values: readonly V[]; onChange: (values: V[]) => void },
) {
  return (
    <div class={groupClass(props.error)}>
      <Fieldset {...props}>
        <div class="nhsuk-checkboxes">
          {props.choices.map((choice, index) => (
            <ChoiceItem
              key={choice.value}
              type="checkbox"
              name={props.id}
              id={choiceId(props.id, index)}
              choice={choice}
              checked={props.values.includes(choice.value)}
              onChange={(checked) => {
                const others = props.values.filter((value) => value !== choice.value);
                props.onChange(checked ? [...others, choice.value] : others);
              }}
            />
          ))}
        </div>
      </Fieldset>
    </div>
  );
}

interface TextField extends Common {
  label: string;
  heading?: boolean; // the label is the page's heading
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
        <div class="nhsuk-date-input" id={props.id} tabIndex={-1}>
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
