// What is wrong with the answers, above the questions.

import { useLayoutEffect, useRef } from 'preact/hooks';
import { texts } from '../texts/texts.ts';

export interface FieldError {
  id: string; // of the field to go to
  text: string;
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
