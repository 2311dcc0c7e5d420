// The scheme's numbers for a serious risk: on every page of the steps, above its button.

import { Telephone } from '../components/index.ts';
import type { Telephone as Known } from '../core/messages.ts';
import { texts } from '../texts/texts.ts';

export function Telephones({ of }: { of: readonly Known[] }) {
  return (
    <section class="sotto-telephones" aria-label={texts.concern.telephones.heading}>
      <p class="nhsuk-body-s">
        <strong>{texts.concern.telephones.heading}</strong> {texts.concern.telephones.first}
      </p>
      <TelephoneList of={of} />
    </section>
  );
}

export function TelephoneList({ of }: { of: readonly Known[] }) {
  return (
    <ul class="nhsuk-list sotto-telephones__list">
      {of.map(({ who, number }) => (
        <li key={who}>
          {who}:{' '}
          <strong class="sotto-telephones__number">
            <Telephone of={number} />
          </strong>
        </li>
      ))}
    </ul>
  );
}
