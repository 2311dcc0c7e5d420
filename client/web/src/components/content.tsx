// What pages show, in the markup of the NHS design system.

import type { ComponentChildren } from 'preact';
import { texts } from '../texts/texts.ts';

export function Paragraphs({ of }: { of: readonly string[] }) {
  return (
    <>
      {of.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </>
  );
}

export function List({
  of,
  numbered = false,
}: {
  of: readonly ComponentChildren[];
  numbered?: boolean;
}) {
  const items = of.map((item, index) => <li key={index}>{item}</li>);
  return numbered ? (
    <ol class="nhsuk-list nhsuk-list--number">{items}</ol>
  ) : (
    <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul>
  );
}

export interface Row {
  key: string;
  value: ComponentChildren;
  // what: read out after "Change", for whoever hears the link without its row
  action?: { text: string; what: string; onClick: () => void };
}

export function SummaryList({ rows }: { rows: readonly Row[] }) {
  return (
    <dl class="nhsuk-summary-list">
      {rows.map(({ key, value, action }) => (
        <div
          class={`nhsuk-summary-list__row${action ? '' : ' nhsuk-summary-list__row--no-actions'}`}
          key={key}
        >
          <dt class="nhsuk-summary-list__key">{key}</dt>
          <dd class="nhsuk-summary-list__value">{value}</dd>
          {action && (
            <dd class="nhsuk-summary-list__actions">
              <LinkButton onClick={action.onClick}>
                {action.text}
                <span class="nhsuk-u-visually-hidden"> {action.what}</span>
              </LinkButton>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

// Looks like a link and does something here: the screens of a visit have no addresses.
export function LinkButton(props: { children: ComponentChildren; onClick: () => void }) {
  return (
    <button type="button" class="nhsuk-link" onClick={props.onClick}>
      {props.children}
    </button>
  );
}

export interface Task {
  name: string;
  hint?: string;
  status: string;
  done: boolean;
  onClick?: () => void;
}

export function TaskList({ id, tasks }: { id: string; tasks: readonly Task[] }) {
  return (
    <ul class="nhsuk-task-list">
      {tasks.map(({ name, hint, status, done, onClick }, index) => {
        const hintId = `${id}-${index}-hint`;
        const statusId = `${id}-${index}-status`;
        return (
          <li
            key={name}
            class={`nhsuk-task-list__item${onClick ? ' nhsuk-task-list__item--with-link' : ''}`}
          >
            <div class="nhsuk-task-list__name-and-hint">
              {onClick ? (
                <button
                  type="button"
                  class="nhsuk-link nhsuk-task-list__link"
                  aria-describedby={hint ? `${hintId} ${statusId}` : statusId}
                  onClick={onClick}
                >
                  {name}
                </button>
              ) : (
                <div>{name}</div>
              )}
              {hint && (
                <div class="nhsuk-task-list__hint" id={hintId}>
                  {hint}
                </div>
              )}
            </div>
            <div
              class={`nhsuk-task-list__status${done ? ' nhsuk-task-list__status--completed' : ''}`}
              id={statusId}
            >
              {done ? status : <Tag colour="blue">{status}</Tag>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

export function Details({ summary, children }: { summary: string; children: ComponentChildren }) {
  return (
    <details class="nhsuk-details">
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{summary}</span>
      </summary>
      <div class="nhsuk-details__text">{children}</div>
    </details>
  );
}

export function InsetText({ children }: { children: ComponentChildren }) {
  return (
    <div class="nhsuk-inset-text">
      <span class="nhsuk-u-visually-hidden">{texts.app.information}</span>
      {children}
    </div>
  );
}

export function WarningCallout({
  heading,
  children,
}: {
  heading: string;
  children: ComponentChildren;
}) {
  return (
    <div class="nhsuk-card nhsuk-card--warning">
      <div class="nhsuk-card__content">
        <h2 class="nhsuk-card__heading">{heading}</h2>
        {children}
      </div>
    </div>
  );
}

// emergency: for "call 999" alone, without links, and not on a page with a question.
export function CareCard(props: {
  kind: 'emergency' | 'urgent' | 'non-urgent';
  heading: string;
  children: ComponentChildren;
}) {
  return (
    <div class={`nhsuk-card nhsuk-card--care nhsuk-card--care--${props.kind}`}>
      <div class="nhsuk-card__heading-container">
        <h2 class="nhsuk-card__heading">
          <span class="nhsuk-u-visually-hidden">{texts.app.care[props.kind]}</span>
          {props.heading}
        </h2>
        <span class="nhsuk-card--care__arrow" aria-hidden="true" />
      </div>
      <div class="nhsuk-card__content">{props.children}</div>
    </div>
  );
}

// The green one of a page that says something is done; its heading is the page's.
export function Panel({ heading, children }: { heading: string; children?: ComponentChildren }) {
  return (
    <div class="nhsuk-panel">
      <h1 class="nhsuk-panel__heading">{heading}</h1>
      {children && <div class="nhsuk-panel__body">{children}</div>}
    </div>
  );
}

// Before something that cannot be taken back. Sparingly.
export function Interruption({
  heading,
  children,
}: {
  heading: string;
  children: ComponentChildren;
}) {
  return (
    <div class="nhsuk-panel nhsuk-panel--interruption">
      <h1 class="nhsuk-panel__heading">{heading}</h1>
      <div class="nhsuk-panel__body">{children}</div>
    </div>
  );
}

export type TagColour = 'blue' | 'green' | 'grey' | 'yellow' | 'orange' | 'red' | 'purple';

export function Tag({ colour, children }: { colour: TagColour; children: ComponentChildren }) {
  return <strong class={`nhsuk-tag nhsuk-tag--${colour}`}>{children}</strong>;
}

// The first cell of a row is its heading. On narrow pages every row is a block of its own, and of more than
// two columns each cell says which it is.
export function Table(props: {
  caption: string;
  head: readonly string[];
  rows: readonly (readonly ComponentChildren[])[];
}) {
  return (
    <table class="nhsuk-table sotto-table--stacked">
      <caption class="nhsuk-table__caption nhsuk-table__caption--m">{props.caption}</caption>
      <thead class="nhsuk-table__head">
        <tr class="nhsuk-table__row">
          {props.head.map((cell) => (
            <th class="nhsuk-table__header" scope="col" key={cell}>
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="nhsuk-table__body">
        {props.rows.map(([first, ...others], index) => (
          <tr class="nhsuk-table__row" key={index}>
            <th class="nhsuk-table__header" scope="row">
              {first}
            </th>
            {others.map((cell, column) => (
              <td
                class="nhsuk-table__cell"
                data-column={props.head.length > 2 ? props.head[column + 1] : undefined}
                key={column}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// One a page, not beside an error summary.
export function NotificationBanner(props: {
  heading: string;
  kind?: 'success';
  children: ComponentChildren;
}) {
  return (
    <div
      class={`nhsuk-notification-banner${props.kind ? ' nhsuk-notification-banner--success' : ''}`}
      role={props.kind ? 'alert' : 'region'}
      aria-labelledby="notification-banner-title"
    >
      <div class="nhsuk-notification-banner__header">
        <h2 class="nhsuk-notification-banner__title" id="notification-banner-title">
          {props.heading}
        </h2>
      </div>
      <div class="nhsuk-notification-banner__content">{props.children}</div>
    </div>
  );
}

// Words to read out and to type: numbered, each on a line.
export function WordList({ words }: { words: readonly string[] }) {
  return (
    <ol class="sotto-words">
      {words.map((word, index) => (
        <li key={index}>
          <span class="sotto-words__word">{word}</span>
        </li>
      ))}
    </ol>
  );
}
