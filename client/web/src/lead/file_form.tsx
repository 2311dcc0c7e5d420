// A page's one question, answered by a file that stays on this device.

import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { type FieldError, Form } from '../components/index.ts';
import { FileField } from './file_field.tsx';
import { readFile } from './read_file.ts';

// use: gets null for a file of more than `most` bytes, and gives what is wrong with the file, or null
// when it has gone on to another screen.
export function FileForm(props: {
  id: string;
  label: string;
  hint?: string;
  empty: string;
  most: number;
  button?: string;
  use: (bytes: Uint8Array | null) => Promise<string | null>;
  children?: ComponentChildren;
}) {
  const { id, label, hint, empty, most, use } = props;
  const field = useRef<HTMLInputElement>(null);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (): Promise<void> => {
    const chosen = field.current?.files?.[0];
    const wrong = chosen === undefined ? empty : await use(await readFile(chosen, most));
    setErrors(wrong === null ? [] : [{ id, text: wrong }]);
  };
  return (
    <Form errors={errors} onSubmit={submit} {...(props.button && { button: props.button })}>
      <FileField id={id} label={label} hint={hint} error={errors[0]?.text} field={field} />
      {props.children}
    </Form>
  );
}
