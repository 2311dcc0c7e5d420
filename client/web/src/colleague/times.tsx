// One of the offered times.

import { useState } from 'preact/hooks';
import { type FieldError, Form, Radios } from '../components/index.ts';
import { type GivenEngagement, meetingOf } from '../personal/engagement.ts';
import { refusalText } from '../personal/problem.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { numberText, slotText } from '../personal/times.ts';
import { fill, texts } from '../texts/texts.ts';
import { perform } from '../visit.ts';

// heading: where meetings are not numbered.
export function Times(props: GivenEngagement & { heading?: string }) {
  const { nav, everybody, engagement } = props;
  const t = texts.colleague.times;
  const zone = everybody.timeZone;
  const [picked, setPicked] = useState<string | null>(null);
  // A newer offer is another question: what was picked of the old one is not picked of it.
  const valueOf = (index: number): string => `${engagement.offer}:${index + 1}`;
  const slot = engagement.slots.findIndex((_, index) => valueOf(index) === picked) + 1;
  const [errors, setErrors] = useState<FieldError[]>([]);
  const fail = (text: string): void => setErrors([{ id: 'slot', text }]);
  const submit = async (): Promise<void> => {
    if (slot === 0) {
      fail(t.empty);
      return;
    }
    const answer = await perform({
      kind: 'choose',
      engagement: engagement.id,
      slot,
    });
    if ('refusal' in answer) {
      fail(refusalText(answer.refusal));
      return;
    }
    if ('done' in answer) nav.back();
  };
  return (
    <ScreenPage back={nav.back}>
      <Form errors={errors} onSubmit={submit}>
        <Radios
          id="slot"
          legend={props.heading ?? fill(t.heading, { number: numberText(meetingOf(engagement)) })}
          heading
          below={texts.personal.safe}
          hint={fill(t.hint, { zone })}
          error={errors[0]?.text}
          choices={engagement.slots.map((each, index) => ({
            value: valueOf(index),
            label: slotText(each, zone),
          }))}
          value={picked}
          onChange={setPicked}
        />
      </Form>
    </ScreenPage>
  );
}
