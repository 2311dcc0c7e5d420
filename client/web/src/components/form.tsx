// A question and its button.

import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { texts } from '../texts/texts.ts';
import { ErrorSummary, type FieldError } from './errors.tsx';

// kind: primary is for the one thing that a page is for. working: it was pressed and is not done; it
// keeps the focus, and whoever gave onClick hears no second press.
export function Button(props: {
  children: ComponentChildren;
  kind?: 'primary' | 'secondary' | 'warning';
  type?: 'submit' | 'button';
  onClick?: () => void;
  working?: boolean;
}) {
  const kind = props.kind ?? 'primary';
  return (
    <button
      class={kind === 'primary' ? 'nhsuk-button' : `nhsuk-button nhsuk-button--${kind}`}
      type={props.type ?? (props.onClick ? 'button' : 'submit')}
      aria-disabled={props.working ? 'true' : undefined}
      onClick={props.onClick}
    >
      {props.working ? texts.app.working : props.children}
    </button>
  );
}

// A second press while the first is being answered does nothing.
export function Form(props: {
  children: ComponentChildren;
  errors?: FieldError[];
  onSubmit: () => void | Promise<void>;
  button?: string; // "Continue" when left out
  kind?: 'primary' | 'secondary' | 'warning';
}) {
  const busy = useRef(false);
  const [working, setWorking] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (busy.current) return;
    const done = props.onSubmit();
    if (done === undefined) return;
    busy.current = true;
    setWorking(true);
    void done.finally(() => {
      busy.current = false;
      setWorking(false);
    });
  };
  return (
    <form noValidate autocomplete="off" onSubmit={submit}>
      <ErrorSummary errors={props.errors ?? []} />
      {props.children}
      <Button kind={props.kind ?? 'primary'} working={working}>
        {props.button ?? texts.app.continue}
      </Button>
    </form>
  );
}
