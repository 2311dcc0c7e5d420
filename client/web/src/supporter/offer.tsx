// One to three times and places for the next meeting.

import { useState } from 'preact/hooks';
import { DateInput, type FieldError, Fieldset, Form, Input } from '../components/index.ts';
import { forgetDrafts, useDraft } from '../personal/drafts.ts';
import { type GivenEngagement, meetingOf } from '../personal/engagement.ts';
import { refusalText } from '../personal/problem.ts';
import { ScreenPage } from '../personal/shell.tsx';
import { numberText } from '../personal/times.ts';
import { fill, texts } from '../texts/texts.ts';
import { perform } from '../visit.ts';
import { emptySlot, kSlots, parseSlots, type TypedSlot } from './slots.ts';

const kEmpty: TypedSlot[] = Array.from({ length: kSlots }, () => emptySlot);

function SlotFields(props: {
  number: number;
  value: TypedSlot;
  errors: FieldError[];
  onInput: (value: TypedSlot) => void;
}) {
  const { number, value, errors, onInput } = props;
  const t = texts.supporter.offer;
  const id = `slot-${number}`;
  const error = (part: string) => errors.find((each) => each.id === `${id}-${part}`)?.text;
  const legend = fill(number === 1 ? t.slot : t.slotOptional, { number: String(number) });
  return (
    <Fieldset id={id} legend={legend}>
      <DateInput
        id={`${id}-date`}
        legend={t.date}
        hint={t.dateHint}
        error={error('date-day')}
        value={value.date}
        onInput={(date) => onInput({ ...value, date })}
      />
      <Input
        id={`${id}-time`}
        label={t.time}
        hint={t.timeHint}
        width={10}
        error={error('time')}
        value={value.time}
        onInput={(time) => onInput({ ...value, time })}
      />
      <Input
        id={`${id}-place`}
        label={t.place}
        hint={t.placeHint}
        error={error('place')}
        value={value.place}
        onInput={(place) => onInput({ ...value, place })}
      />
    </Fieldset>
  );
}

// heading: where meetings are not numbered.
export function Offer(props: GivenEngagement & { heading?: string }) {
  const { nav, everybody, engagement } = props;
  const t = texts.supporter.offer;
  const draft = `offer-${engagement.id}`;
  const [typed, setTyped] = useDraft<TypedSlot[]>(draft, kEmpty);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (): Promise<void> => {
    const parsed = parseSlots(typed, everybody.timeZone, Date.now() / 1000);
    if ('errors' in parsed) {
      setErrors(parsed.errors);
      return;
    }
    const answer = await perform({ kind: 'offer', engagement: engagement.id, slots: parsed.slots });
    if ('stopped' in answer) return;
    if ('refusal' in answer) {
      setErrors([{ id: 'slot-1-date-day', text: refusalText(answer.refusal) }]);
      return;
    }
    forgetDrafts(draft);
    nav.back();
  };
  return (
    <ScreenPage
      heading={props.heading ?? fill(t.heading, { number: numberText(meetingOf(engagement)) })}
      back={nav.back}
      safe
    >
      <p>{fill(t.hint, { zone: everybody.timeZone })}</p>
      <Form errors={errors} button={t.button} onSubmit={submit}>
        {typed.map((value, index) => (
          <SlotFields
            key={index}
            number={index + 1}
            value={value}
            errors={errors}
            onInput={(next) => setTyped(typed.map((old, at) => (at === index ? next : old)))}
          />
        ))}
      </Form>
    </ScreenPage>
  );
}
