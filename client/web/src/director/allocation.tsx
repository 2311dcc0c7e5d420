// Making the pairs, and what came of it: why for each of them, and who is without.

import { useState } from 'preact/hooks';
import {
  Button,
  type FieldError,
  Form,
  Input,
  LinkButton,
  List,
  Paragraphs,
  Progress,
  Table,
  WarningCallout,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import type { DirectorsDesk, DoctorRow } from '../core/director_messages.ts';
import { saveFile } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { deskChanged } from './open_desk.ts';
import { DeskPage } from './shell.tsx';
import type { Way } from './way.ts';

export function supporterName(desk: DirectorsDesk, { supporter }: DoctorRow): string {
  const row = desk.supporters.find(({ number }) => number === supporter);
  return row?.name ?? texts.nearPeer.director.pairs.nobody;
}

export function whyOf(row: DoctorRow): string[] {
  const t = texts.nearPeer.director.pairs;
  const out: string[] = [t.outcomes[row.outcome]];
  if (row.met.length > 0) out.push(fill(t.met, { words: row.met.join(', ') }));
  if (row.unmet.length > 0) out.push(fill(t.unmet, { words: row.unmet.join(', ') }));
  if (row.later.length > 0) out.push(fill(t.later, { words: row.later.join(', ') }));
  return out;
}

export function Allocate({ way }: { way: Way }) {
  const t = texts.nearPeer.director.allocate;
  const [seed, setSeed] = useState('1');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    if (!/^\d{1,9}$/.test(seed.trim())) {
      setErrors([{ id: 'seed', text: t.seedError }]);
      return;
    }
    setErrors([]);
    setBusy(true);
    const desk = await core.ask('directorAllocate', { seed: Number(seed) });
    setBusy(false);
    deskChanged(desk);
    way.startAgain({ name: 'home' });
    way.go({ name: 'pairs', fresh: true });
  };
  return (
    <DeskPage heading={t.heading} back={way.back}>
      <Paragraphs of={t.about} />
      <Form errors={errors} onSubmit={submit} button={t.button}>
        <Input
          id="seed"
          label={t.seed}
          hint={t.seedHint}
          error={errors[0]?.text}
          width={10}
          inputMode="numeric"
          value={seed}
          onInput={setSeed}
        />
        <Progress text={busy ? t.busy : ''} />
      </Form>
    </DeskPage>
  );
}

export function Pairs(props: { way: Way; desk: DirectorsDesk; fresh: boolean }) {
  const t = texts.nearPeer.director.pairs;
  const { way, desk } = props;
  const heading = props.fresh ? t.result : t.heading;
  const look = (row: DoctorRow) => (
    <LinkButton onClick={() => way.go({ name: 'doctor', number: row.number })}>
      {t.look}
      <span class="nhsuk-u-visually-hidden"> {row.name}</span>
    </LinkButton>
  );
  const save = async (): Promise<void> => {
    const { file } = await core.ask('directorPairs', {});
    saveFile(texts.nearPeer.director.pairsFile, 'text/csv', file);
  };
  if (desk.doctors.length === 0) {
    return (
      <DeskPage heading={heading} back={way.back}>
        <p>{t.none}</p>
      </DeskPage>
    );
  }
  const without = desk.doctors.filter(({ number }) => desk.without.includes(number));
  const name = (row: DoctorRow): string =>
    row.standing === 'in' ? row.name : `${row.name} (${t.standings[row.standing]})`;
  return (
    <DeskPage heading={heading} back={way.back} wide>
      {without.length === 0 ? (
        <p>{texts.nearPeer.director.home.allPaired}</p>
      ) : (
        <WarningCallout heading={t.without}>
          <List of={without.map((row) => `${row.name}: ${t.outcomes[row.outcome]}`)} />
        </WarningCallout>
      )}
      <Button kind="secondary" onClick={() => void save()}>
        {t.save}
      </Button>
      <p class="nhsuk-hint">{t.saveHint}</p>
      <Table
        caption={t.caption}
        head={t.head}
        rows={desk.doctors.map((row) => [
          name(row),
          supporterName(desk, row),
          <Paragraphs of={whyOf(row)} />,
          look(row),
        ])}
      />
    </DeskPage>
  );
}
