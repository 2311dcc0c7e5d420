// What genesis named and may change: keys of leads and of the log, rules, pages.

import { Form, Page, Paragraphs, SummaryList } from '../components/index.ts';
import type { ComponentChildren } from 'preact';
import type { ChangeKind, PolicyDifference } from '../core/messages.ts';
import { fill, texts } from '../texts/texts.ts';
import { Hex } from './hex.tsx';
import type { Way } from './way.ts';

// about: "lead 1", "number 2", and of a build its version
export function changeOf(kind: ChangeKind, about: string): string {
  const of = kind === 'build' ? about : about.replace(/^[a-z]+ /, '');
  return fill(texts.lead.change.of[kind], { of });
}

export function SeeChange(props: {
  way: Way;
  kind: ChangeKind;
  about: string;
  fields: [key: string, value: string][];
  changes: PolicyDifference[];
  onSign: () => Promise<void>;
  children: ComponentChildren;
}) {
  const t = texts.lead.change;
  return (
    <Page heading={texts.lead.waiting.kinds[props.kind]} back={{ onClick: props.way.back }}>
      <p>
        <strong>{props.about}</strong>
      </p>
      <Paragraphs of={t.about[props.kind]} />
      <SummaryList
        rows={props.fields.map(([name, value]) => ({
          key: named(t.fields, name),
          value: name === 'reason' ? named(t.reasons, value) : <Hex of={value} />,
        }))}
      />
      {props.kind === 'policy' && <Changes of={props.changes} />}
      <Form button={t.button} onSubmit={props.onSign}>
        {null}
      </Form>
      {props.children}
    </Page>
  );
}

// Every rule that is not as it was, in words: what is signed is nothing else.
function Changes({ of }: { of: PolicyDifference[] }) {
  const t = texts.lead.change.policy;
  if (of.length === 0) return <p>{t.missing}</p>;
  return (
    <table class="nhsuk-table">
      <caption class="nhsuk-table__caption">{t.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.rule}</th>
          <th scope="col">{t.before}</th>
          <th scope="col">{t.after}</th>
        </tr>
      </thead>
      <tbody>
        {of.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row" class="sotto-rule">
              {name}
            </th>
            <td class="sotto-rule">{before === '' ? t.nothing : before}</td>
            <td class="sotto-rule">{after === '' ? t.nothing : after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function named(of: Readonly<Record<string, string>>, name: string): string {
  return of[name] ?? name;
}
