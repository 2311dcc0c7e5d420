// A question that a file answers. The file stays on this device.

import type { RefObject } from 'preact';
import { texts } from '../texts/texts.ts';

export function FileField(props: {
  id: string;
  label: string;
  hint: string;
  error?: string | undefined;
  field: RefObject<HTMLInputElement | null>;
}) {
  const { id, hint, error } = props;
  return (
    <div class={`nhsuk-form-group nhsuk-file-upload${error ? ' nhsuk-form-group--error' : ''}`}>
      <label class="nhsuk-label" for={id}>
        {props.label}
      </label>
      <div class="nhsuk-hint" id={`${id}-hint`}>
        {hint}
      </div>
      {error && (
        <span class="nhsuk-error-message" id={`${id}-error`}>
          <span class="nhsuk-u-visually-hidden">{texts.app.errorPrefix}</span>
          {error}
        </span>
      )}
      <input
        class="nhsuk-file-upload__input"
        type="file"
        id={id}
        name={id}
        ref={props.field}
        aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
      />
    </div>
  );
}
