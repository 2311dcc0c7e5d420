// One of the offered times.

import { useState } from 'preact/hooks';
import { type FieldError, Form, Radios } from '../components/index.ts';
import { refusalText } from '../personal/problem.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { numberText, slotText } from '../personal/times.ts';
import { fill, texts } from '../texts/texts.ts';
import { perform } from '../visit.ts';
import type { GivenEngagement } from './colleague.tsx';
import { meetingOf } from './state.ts';

export function Times({ nav, everybody, engagement }: GivenEngagement) {
  const t = texts.colleague.times;
  const zone = everybody.timeZone;
  const [slot, setSlot] = useState<string | null>(null);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const fail = (text: string): void => setErrors([{ id: 'slot', text }]);
  const submit = async (): Promise<void> => {
    if (slot === null) {
      fail(t.empty);
      return;
    }
    const answer = await perform({
      kind: 'choose',
      engagement: engagement.id,
      slot: Number(slot.split(':')[1]),
    });
    if ('refusal' in answer) {
      fail(refusalText(answer.refusal));
      return;
    }
    if ('done' in answer) nav.back();
  };
  // A newer offer is another question: what was chosen of the old one is not chosen of it.
  const valueOf = (index: number): string => `${engagement.offer}:${index + 1}`;
  return (
    <ScreenPage back={nav.back} safe>
      <Form errors={errors} onSubmit={submit}>
        <Radios
          id="slot"
          legend={fill(t.heading, { number: numberText(meetingOf(engagement)) })}
          heading
          hint={fill(t.hint, { zone })}
          error={errors[0]?.text}
          choices={engagement.slots.map((each, index) => ({
            value: valueOf(index),
            label: slotText(each, zone),
          }))}
          value={slot?.startsWith(`${engagement.offer}:`) ? slot : null}
          onChange={setSlot}
        />
      </Form>
    </ScreenPage>
  );
}
