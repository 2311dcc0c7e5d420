// The list of supporters and what to show of it. All of it happens here: the list is whole, on this side,
// before anybody looks at it. No counts stand beside the filters, which would tell a rare one's bearer.

import { useState } from 'preact/hooks';
import type { Supporter } from '../core/messages.ts';
import { fill, texts } from '../texts/texts.ts';
import { SummaryList, Tag } from './content.tsx';
import { Select } from './fields.tsx';
import { Button } from './form.tsx';

export type FilterField = keyof typeof texts.supporters.filter;
export type HideField = keyof typeof texts.supporters.hide;
export interface Filter {
  only: Partial<Record<FilterField, string>>;
  hide: Partial<Record<HideField, string>>;
}
export const showAll: Filter = { only: {}, hide: {} };

const filterFields = Object.keys(texts.supporters.filter) as FilterField[];
const hideFields = Object.keys(texts.supporters.hide) as HideField[];

export function fieldOf(supporter: Supporter, field: string): string {
  return supporter.fields.find(([key]) => key === field)?.[1] ?? '';
}

// Some fields hold several things, with commas between them.
function valuesOf(supporter: Supporter, field: string): string[] {
  return fieldOf(supporter, field)
    .split(/[,;]/)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

// Each once, in alphabetical order, whatever their capitals.
export function choicesOf(directory: readonly Supporter[], field: string): string[] {
  const all = directory.flatMap((supporter) => valuesOf(supporter, field));
  return all
    .filter((value, index) => all.findIndex((other) => same(value, other)) === index)
    .sort((a, b) => a.localeCompare(b, texts.app.locale));
}

export function shown(directory: readonly Supporter[], filter: Filter): Supporter[] {
  const has = (supporter: Supporter, field: string, wanted: string): boolean =>
    valuesOf(supporter, field).some((value) => same(value, wanted));
  return directory.filter(
    (supporter) =>
      Object.entries(filter.only).every(([field, wanted]) => has(supporter, field, wanted)) &&
      !Object.entries(filter.hide).some(([field, wanted]) => has(supporter, field, wanted)),
  );
}

function without<K extends string>(of: Partial<Record<K, string>>, field: K, value: string) {
  const next = { ...of };
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- one of a few names of ours
  delete next[field];
  return value === '' ? next : { ...next, [field]: value };
}

function Filters(props: {
  directory: readonly Supporter[];
  filter: Filter;
  onChange: (filter: Filter) => void;
}) {
  const { directory, filter, onChange } = props;
  const t = texts.supporters;
  const choices = (field: string, none: string) => [
    { value: '', label: none },
    ...choicesOf(directory, field).map((value) => ({ value, label: value })),
  ];
  return (
    <form class="sotto-filters" autocomplete="off" onSubmit={(event) => event.preventDefault()}>
      <fieldset class="nhsuk-fieldset">
        <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{t.filters}</legend>
        <div class="sotto-filters__fields">
          {filterFields
            .filter((field) => choicesOf(directory, field).length > 0)
            .map((field) => (
              <Select
                key={field}
                id={`only-${field}`}
                label={t.filter[field]}
                choices={choices(field, t.any)}
                value={filter.only[field] ?? ''}
                onChange={(value) =>
                  onChange({ ...filter, only: without(filter.only, field, value) })
                }
              />
            ))}
          {hideFields
            .filter((field) => choicesOf(directory, field).length > 0)
            .map((field) => (
              <Select
                key={field}
                id={`hide-${field}`}
                label={t.hide[field]}
                choices={choices(field, t.nobody)}
                value={filter.hide[field] ?? ''}
                onChange={(value) =>
                  onChange({ ...filter, hide: without(filter.hide, field, value) })
                }
              />
            ))}
        </div>
      </fieldset>
      <Button kind="secondary" onClick={() => onChange(showAll)}>
        {t.reset}
      </Button>
    </form>
  );
}

const shownFields = Object.keys(
  texts.supporters.fields,
) as (keyof typeof texts.supporters.fields)[];

// nobodyChooses: in a near-peer scheme, so that nobody need know who can be chosen.
export function Entry(props: { supporter: Supporter; nobodyChooses?: boolean }) {
  const { supporter, nobodyChooses } = props;
  const t = texts.supporters;
  const rows = shownFields
    .map((field) => ({ key: t.fields[field], value: fieldOf(supporter, field) }))
    .filter(({ value }) => value !== '');
  return (
    <>
      <h2 class="nhsuk-card__heading nhsuk-heading-m">{fieldOf(supporter, 'name')}</h2>
      {!supporter.offered && !nobodyChooses && (
        <p>
          <Tag colour="grey">{t.paused}</Tag>
        </p>
      )}
      {rows.length > 0 && <SummaryList rows={rows} />}
    </>
  );
}

// onChoose: where somebody can be chosen, who takes enquiries this week.
export function Directory(props: {
  directory: readonly Supporter[];
  onChoose?: (supporter: Supporter) => void;
  nobodyChooses?: boolean;
}) {
  const [filter, setFilter] = useState(showAll);
  const t = texts.supporters;
  if (props.directory.length === 0) return <p>{t.empty}</p>;
  const list = shown(props.directory, filter);
  return (
    <>
      <Filters directory={props.directory} filter={filter} onChange={setFilter} />
      <p class="nhsuk-u-visually-hidden" role="status">
        {filter === showAll ? '' : t.changed}
      </p>
      {list.length === 0 && <p>{t.noneLeft}</p>}
      <ul class="sotto-entries">
        {list.map((supporter) => (
          <li class="nhsuk-card" key={supporter.id}>
            <div class="nhsuk-card__content">
              <Entry supporter={supporter} nobodyChooses={props.nobodyChooses ?? false} />
              {props.onChoose && supporter.offered && (
                <Button onClick={() => props.onChoose?.(supporter)}>
                  {fill(t.choose, { name: fieldOf(supporter, 'name') })}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
