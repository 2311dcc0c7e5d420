// One foundation doctor: their pair, and what has happened since.

import { useState } from 'preact/hooks';
import {
  type Choice,
  type FieldError,
  Form,
  Paragraphs,
  Radios,
  Select,
  SummaryList,
  Textarea,
  useFocusOn,
} from '../components/index.ts';
import type { DirectorsDesk, DoctorRow } from '../core/director_messages.ts';
import { linesOf } from '../peer/typed.ts';
import { isoInWords } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import { supporterName, whyOf } from './allocation.tsx';
import { doActs } from './open_desk.ts';
import { DeskPage } from './shell.tsx';
import { hasNotes, TakenOff } from './taken_off.tsx';
import type { Way } from './way.ts';

type Act = keyof typeof texts.nearPeer.director.doctor.acts;

export function actsOf(row: DoctorRow, hasNotes = false): Act[] {
  const out: Act[] = [row.standing === 'in' ? 'opts-out' : 'opts-in'];
  if (row.supporter !== null) out.push('change');
  if (row.standing !== 'withdrawn') out.push('grade', 'wishes', 'renew', 'withdraws');
  if (hasNotes) out.push('settled');
  out.push('remove');
  return out;
}

export function Doctor(props: { way: Way; desk: DirectorsDesk; number: number }) {
  const t = texts.nearPeer.director.doctor;
  const { desk } = props;
  const row = desk.doctors.find(({ number }) => number === props.number);
  const acts = row === undefined ? [] : actsOf(row, hasNotes(desk, row.number));
  const state = JSON.stringify([row, acts]);
  const changed = useFocusOn<HTMLDivElement>(state);
  if (row === undefined) return <TakenOff back={props.way.back} />;
  return (
    <DeskPage heading={t.heading} back={props.way.back}>
      <div ref={changed} tabIndex={-1} role="group" aria-label={t.heading}>
        <SummaryList
          rows={[
            { key: t.rows.name, value: row.name },
            { key: t.rows.email, value: row.email },
            { key: t.rows.grade, value: row.grade },
            {
              key: t.rows.standing,
              value: texts.nearPeer.director.pairs.standings[row.standing],
            },
            { key: t.rows.supporter, value: supporterName(desk, row) },
            ...(row.since === null ? [] : [{ key: t.rows.since, value: isoInWords(row.since) }]),
            { key: t.rows.here, value: row.here ? t.here : t.notHere },
            { key: t.rows.why, value: <Paragraphs of={whyOf(row)} /> },
          ]}
        />
      </div>
      <Happened key={state} desk={desk} row={row} acts={acts} />
    </DeskPage>
  );
}

function Happened({ desk, row, acts }: { desk: DirectorsDesk; row: DoctorRow; acts: Act[] }) {
  const t = texts.nearPeer.director.doctor;
  const [act, setAct] = useState<Act | null>(null);
  const [grade, setGrade] = useState(row.grade);
  const [wishes, setWishes] = useState([...row.met, ...row.unmet, ...row.later].join('\n'));
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (): Promise<void> => {
    if (act === null) {
      setErrors([{ id: 'act', text: t.empty }]);
      return;
    }
    const words = act === 'wishes' ? linesOf(wishes).join(';') : grade;
    const refused = await doActs([{ what: act, number: row.number, words }]);
    setErrors(refused === null ? [] : [{ id: 'act', text: refused }]);
  };
  const more: Partial<Record<Act, Choice<Act>['children']>> = {
    grade: (
      <Select
        id="grade"
        label={t.grade}
        choices={desk.grades.map((each) => ({ value: each, label: each }))}
        value={grade}
        onChange={setGrade}
      />
    ),
    wishes: (
      <Textarea
        id="wishes"
        label={t.wishes}
        hint={t.wishesHint}
        value={wishes}
        onInput={setWishes}
      />
    ),
    remove: <p class="nhsuk-hint">{texts.nearPeer.director.takenOff.what}</p>,
  };
  return (
    <Form errors={errors} onSubmit={submit}>
      <Radios<Act>
        id="act"
        legend={t.legend}
        hint={t.noReason}
        error={errors[0]?.text}
        choices={acts.map((value) => ({
          value,
          label: t.acts[value],
          children: more[value],
        }))}
        value={act}
        onChange={setAct}
      />
    </Form>
  );
}
