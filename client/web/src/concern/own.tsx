// What became of the concerns that a supporter sealed: who opened them, as only this locker can tell from
// the log, and the telephone when nobody did in time.

import { WarningCallout } from '../components/index.ts';
import type { Everybody, SealedConcern, Visit } from '../core/messages.ts';
import { whenText } from '../personal/times.ts';
import { fill, texts } from '../texts/texts.ts';
import { titleOf } from './given.ts';
import { TelephoneList } from './telephones.tsx';

export function OwnConcerns({ everybody, visit }: { everybody: Everybody; visit: Visit }) {
  const t = texts.concern.own;
  if (visit.sealed.length === 0) return null;
  return (
    <>
      {visit.sealed.some(({ overdue }) => overdue) && (
        <WarningCallout heading={t.overdueHeading}>
          <p>{t.overdue}</p>
          <TelephoneList of={everybody.concernSteps?.telephones ?? []} />
        </WarningCallout>
      )}
      <h2 class="nhsuk-heading-m">{t.heading}</h2>
      <ul class="sotto-entries">
        {visit.sealed.map((concern) => (
          <li class="nhsuk-card" key={concern.number}>
            <div class="nhsuk-card__content">
              <h3 class="nhsuk-card__heading nhsuk-heading-s">
                {fill(t.sealed, { when: whenText(concern.sealed, everybody.timeZone) })}
              </h3>
              <p>{fill(t.sealedFor, { who: whoOf(everybody, concern) })}</p>
              {concern.opened.length === 0 && <p>{t.notOpened}</p>}
              {concern.opened.flatMap((by) =>
                saidOf(everybody, by).map((text) => <p key={text}>{text}</p>),
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

const whoOf = (everybody: Everybody, { recipients }: SealedConcern): string =>
  recipients.map((place) => titleOf(everybody, place)).join('; ');

function saidOf(everybody: Everybody, by: SealedConcern['opened'][number]): string[] {
  const t = texts.concern;
  const who = titleOf(everybody, by.place);
  const said = [fill(by.acknowledged ? t.own.acknowledged : t.own.opened, { who })];
  if (by.outcome !== null) {
    said.push(fill(t.own.outcome, { who, outcome: t.outcomes[by.outcome] }));
  }
  return said;
}
