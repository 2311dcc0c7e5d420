// Confidentiality and its limits, before anything is asked.

import { Form } from '../components/index.ts';
import type { Given } from '../personal/screen.ts';
import { Confidentiality, ScreenPage } from '../personal/shell.tsx';
import { fill, texts } from '../texts/texts.ts';
import { supporterName } from './said.ts';

export function LimitsNotice({ nav, everybody, supporter }: Given & { supporter: string }) {
  const t = texts.colleague.notice;
  return (
    <ScreenPage heading={t.heading} back={nav.back}>
      <p>{fill(t.text, { name: supporterName(everybody, supporter) })}</p>
      <Confidentiality everybody={everybody} />
      <Form onSubmit={() => nav.go({ name: 'means', supporter })}>{null}</Form>
    </ScreenPage>
  );
}
