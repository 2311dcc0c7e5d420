// One supporter: what stands on the desk of them, and what has happened since.

import { useState } from 'preact/hooks';
import {
  type Choice,
  type FieldError,
  Form,
  Radios,
  Select,
  SummaryList,
  useFocusOn,
  WarningCallout,
} from '../components/index.ts';
import type {
  DeskApplication,
  DirectorAct,
  DirectorsDesk,
  RosterRow,
} from '../core/director_messages.ts';
import { isoInWords } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { doActs } from './open_desk.ts';
import { stateText } from './roster.tsx';
import { DeskPage } from './shell.tsx';
import { hasNotes, TakenOff } from './taken_off.tsx';
import type { Way } from './way.ts';

type Act = keyof typeof texts.nearPeer.director.supporter.acts;

// What can have happened to somebody who stands there.
export function actsOf(row: RosterRow, hasNotes = false): Act[] {
  const last: Act[] = hasNotes ? ['settled', 'remove'] : ['remove'];
  const out: Act[] = row.claim === null ? [] : ['theirs', 'not-theirs'];
  if (row.state === 'withdrawn') return [...out, ...last];
  if (row.told === null) out.push('told');
  else if (row.state !== 'objected') out.push('objected');
  if (row.supervisor !== 'educational' && !row.confirmed) out.push('supported');
  out.push('attest', 'places', 'renew', 'leaves', ...last);
  return out;
}

// What somebody wrote in an application.
function rowsOf(of: DeskApplication) {
  const t = texts.nearPeer.director.supporter;
  return [
    { key: t.rows.name, value: of.name },
    { key: t.rows.email, value: of.email },
    {
      key: t.rows.supervisor,
      value: `${t.supervisors[of.supervisor]}: ${of.supervisorName}, ${of.supervisorEmail}`,
    },
    { key: t.rows.declaration, value: of.discussed ? t.discussed : t.toBeTold },
    { key: t.rows.matchedOn, value: of.matchedOn.join(', ') || t.nothing },
    { key: t.rows.module, value: t.modules[of.module] },
  ];
}

export function Supporter(props: { way: Way; desk: DirectorsDesk; number: number }) {
  const t = texts.nearPeer.director.supporter;
  const { doctor } = texts.nearPeer.director;
  const row = props.desk.supporters.find(({ number }) => number === props.number);
  const acts = row === undefined ? [] : actsOf(row, hasNotes(props.desk, row.number));
  const state = JSON.stringify([row, acts]);
  const changed = useFocusOn<HTMLDivElement>(state);
  if (row === undefined) return <TakenOff back={props.way.back} />;
  const date = (iso: string | null): string => (iso === null ? t.notYet : isoInWords(iso));
  const load = { doctors: String(row.doctors), places: String(row.places) };
  return (
    <DeskPage heading={t.heading} back={props.way.back}>
      <div ref={changed} tabIndex={-1} role="group" aria-label={t.heading}>
        <SummaryList
          rows={[
            ...rowsOf(row),
            { key: t.rows.state, value: stateText(row.state) },
            { key: t.rows.grade, value: row.grade ?? t.notYet },
            { key: t.rows.load, value: fill(texts.nearPeer.director.roster.load, load) },
            { key: t.rows.told, value: date(row.told) },
            { key: t.rows.closes, value: date(row.closes) },
            { key: doctor.rows.here, value: row.here ? doctor.here : doctor.notHere },
          ]}
        />
      </div>
      {row.claim !== null && (
        <WarningCallout heading={t.claim.heading}>
          <p>{t.claim.about}</p>
          <SummaryList rows={rowsOf(row.claim)} />
        </WarningCallout>
      )}
      {/* What can happen next depends on what has: the question begins anew. */}
      <Happened key={state} {...props} row={row} acts={acts} />
    </DeskPage>
  );
}

function Happened({ desk, row, acts }: { desk: DirectorsDesk; row: RosterRow; acts: Act[] }) {
  const t = texts.nearPeer.director.supporter;
  const [act, setAct] = useState<Act | null>(null);
  const [grade, setGrade] = useState(row.grade ?? desk.grades[1] ?? '');
  const [places, setPlaces] = useState(String(row.places));
  const [errors, setErrors] = useState<FieldError[]>([]);
  const submit = async (): Promise<void> => {
    if (act === null) {
      setErrors([{ id: 'act', text: t.empty }]);
      return;
    }
    const done: DirectorAct = {
      what: act,
      number: row.number,
      words: grade,
      value: Number(places),
    };
    const refused = await doActs([done]);
    setErrors(refused === null ? [] : [{ id: 'act', text: refused }]);
  };
  const more: Partial<Record<Act, Choice<Act>['children']>> = {
    attest: (
      <Select
        id="grade"
        label={t.grade}
        hint={t.attestHint}
        choices={desk.grades.slice(1).map((value) => ({ value, label: value }))}
        value={grade}
        onChange={setGrade}
      />
    ),
    places: (
      <Select
        id="places"
        label={t.places}
        choices={Array.from({ length: desk.cap }, (_, index) => {
          const value = String(index + 1);
          return { value, label: value };
        })}
        value={places}
        onChange={setPlaces}
      />
    ),
    remove: <p class="nhsuk-hint">{texts.nearPeer.director.takenOff.what}</p>,
  };
  return (
    <Form errors={errors} onSubmit={submit}>
      <Radios<Act>
        id="act"
        legend={t.legend}
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
