// Who applied to be a supporter, and where each of them stands.

import { useState } from 'preact/hooks';
import { Button, LinkButton, Select, Table } from '../components/index.ts';
import type { DirectorsDesk, Eligibility, RosterRow } from '../core/director_messages.ts';
import { fill, texts } from '../texts/texts.ts';
import { doActs } from './open_desk.ts';
import { DeskPage } from './shell.tsx';
import type { Way } from './way.ts';

export const stateText = (state: Eligibility): string =>
  texts.nearPeer.director.roster.states[state];

export function Roster({ way, desk }: { way: Way; desk: DirectorsDesk }) {
  const t = texts.nearPeer.director.roster;
  const [shown, setShown] = useState('');
  const states = Object.keys(t.states) as Eligibility[];
  const untold = desk.supporters.filter(({ state }) => state === 'supervisor-not-told');
  const row = (each: RosterRow) => [
    each.name,
    stateText(each.state),
    fill(t.load, { doctors: String(each.doctors), places: String(each.places) }),
    <LinkButton onClick={() => way.go({ name: 'supporter', number: each.number })}>
      {t.look}
      <span class="nhsuk-u-visually-hidden"> {each.name}</span>
    </LinkButton>,
  ];
  if (desk.supporters.length === 0) {
    return (
      <DeskPage heading={t.heading} back={way.back}>
        <p>{t.none}</p>
      </DeskPage>
    );
  }
  return (
    <DeskPage heading={t.heading} back={way.back} wide>
      {untold.length > 0 && (
        <>
          <Button
            kind="secondary"
            onClick={() =>
              void doActs(untold.map(({ number }) => ({ what: 'told' as const, number })))
            }
          >
            {t.allTold}
          </Button>
          <p class="nhsuk-hint">{t.allToldHint}</p>
        </>
      )}
      <Select
        id="show-state"
        label={t.show}
        choices={[
          { value: '', label: t.all },
          ...states.map((value) => ({ value, label: t.states[value] })),
        ]}
        value={shown}
        onChange={setShown}
      />
      <Table
        caption={t.caption}
        head={t.head}
        rows={desk.supporters.filter(({ state }) => shown === '' || state === shown).map(row)}
      />
    </DeskPage>
  );
}
