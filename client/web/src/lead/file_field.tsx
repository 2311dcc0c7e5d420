// A question that a file answers. The file stays on this device.

import type { RefObject } from 'preact';
import { type Common, describedBy, groupClass, HintAndError } from '../components/index.ts';

export function FileField(
  props: Common & { label: string; field: RefObject<HTMLInputElement | null> },
) {
  return (
    <div class={`${groupClass(props.error)} nhsuk-file-upload`}>
      <label class="nhsuk-label" for={props.id}>
        {props.label}
      </label>
      <HintAndError {...props} />
      <input
        class="nhsuk-file-upload__input"
        type="file"
        id={props.id}
        name={props.id}
        ref={props.field}
        aria-describedby={describedBy(props)}
      />
    </div>
  );
}
