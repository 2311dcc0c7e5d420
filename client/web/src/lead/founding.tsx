// Signing the beginning of a scheme: choose the draft, see what is in it, sign, hand the signature over.

import { Button, List, Page, Panel, SummaryList } from '../components/index.ts';
import { core } from '../core/core.ts';
import type { DeskRefusal, Stopped } from '../core/messages.ts';
import { saveFile } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import { FileForm } from './file_form.tsx';
import { Hex } from './hex.tsx';
import { KeyForm, type TypedKey } from './key_form.tsx';
import { inOne, troubleOf } from './trouble.tsx';
import type { Draft, Way } from './way.ts';

const kMostBytes = 2 * 0xffff + 1; // an entry of the log as hex, with a line feed

export function ChooseDraft({ way }: { way: Way }) {
  const t = texts.lead.draft;
  const use = async (bytes: Uint8Array | null): Promise<string | null> => {
    const seen = bytes === null ? null : await core.ask('readDraft', { draft: bytes });
    if (bytes === null || seen === null || 'refusal' in seen) {
      return inOne(troubleOf({ refusal: 'not_a_draft' }));
    }
    way.go({ name: 'draftSeen', draft: { bytes, seen } });
    return null;
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.about}</p>
      <FileForm
        id="draft"
        label={t.file}
        hint={t.fileHint}
        empty={t.noFile}
        most={kMostBytes}
        use={use}
      />
    </Page>
  );
}

export function SeeDraft({ way, draft }: { way: Way; draft: Draft }) {
  const t = texts.lead.draftSeen;
  const { seen } = draft;
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.about}</p>
      <SummaryList
        rows={[
          { key: t.origin, value: seen.origin },
          { key: t.policy, value: <Hex of={seen.policy} /> },
          { key: t.lead0, value: <Hex of={seen.leads[0]} /> },
          { key: t.lead1, value: <Hex of={seen.leads[1]} /> },
          { key: t.logKey, value: <Hex of={seen.logKey} /> },
          { key: t.receiptKey, value: <Hex of={seen.receiptKey} /> },
          { key: t.gatewayKey, value: <Hex of={seen.gatewayKey} /> },
        ]}
      />
      <h2 class="nhsuk-heading-m">{t.checkHeading}</h2>
      <List of={t.check} />
      <Button onClick={() => way.go({ name: 'draftKey', draft })}>{texts.app.continue}</Button>
    </Page>
  );
}

export function SignDraft({ way, draft }: { way: Way; draft: Draft }) {
  const t = texts.lead.draftKey;
  const use = async (key: TypedKey): Promise<{ refusal: DeskRefusal } | Stopped | null> => {
    const answer = await core.ask('signDraft', { draft: draft.bytes, ...key });
    if ('refusal' in answer) return answer;
    way.startAgain({ name: 'draftSigned', ...answer });
    return null;
  };
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <KeyForm
        button={t.button}
        use={use}
        onTrouble={(trouble) => way.go({ name: 'trouble', trouble })}
      />
    </Page>
  );
}

export function DraftSigned(props: { way: Way; lead: 0 | 1; signature: string }) {
  const t = texts.lead.draftSigned;
  return (
    <Page back={{ onClick: () => props.way.startAgain({ name: 'start' }) }}>
      <Panel heading={t.heading}>{t.which[props.lead]}</Panel>
      <h2 class="nhsuk-heading-m">{t.signature}</h2>
      <p>{t.about}</p>
      <p>
        <Hex of={props.signature} />
      </p>
      <Button onClick={() => saveFile(t.fileName, 'text/plain', `${props.signature}\n`)}>
        {t.download}
      </Button>
      <p>{t.noneKept}</p>
    </Page>
  );
}
