// The scheme's numbers for a serious risk: on every page of the steps, above its button.

import type { Telephone } from '../core/messages.ts';
import { texts } from '../texts/texts.ts';

export function Telephones({ of }: { of: readonly Telephone[] }) {
  return (
    <section class="sotto-telephones" aria-label={texts.concern.telephones.heading}>
      <p class="nhsuk-body-s">
        <strong>{texts.concern.telephones.heading}</strong> {texts.concern.telephones.first}
      </p>
      <TelephoneList of={of} />
    </section>
  );
}

export function TelephoneList({ of }: { of: readonly Telephone[] }) {
  return (
    <ul class="nhsuk-list sotto-telephones__list">
      {of.map(({ who, number }) => (
        <li key={who}>
          {who}: <strong class="sotto-telephones__number">{number}</strong>
        </li>
      ))}
    </ul>
  );
}
