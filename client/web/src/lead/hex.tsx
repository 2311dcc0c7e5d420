// A key, a fingerprint or a signature: in groups, to compare by eye and ear, and to copy whole.

import { useState } from 'preact/hooks';
import { Button } from '../components/index.ts';
import { texts } from '../texts/texts.ts';

const kGroup = 4;

export function Hex({ of }: { of: string }) {
  const groups = of.match(new RegExp(`.{1,${kGroup}}`, 'g')) ?? [];
  return <span class="sotto-hex">{groups.join(' ')}</span>;
}

export function CopyButton({ of }: { of: string }) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(of).then(
      () => setCopied(true),
      () => setCopied(false), // it can be marked and copied by hand
    );
  };
  return (
    <>
      <Button kind="secondary" onClick={copy}>
        {texts.lead.keyFile.copy}
      </Button>
      <p role="status">{copied ? texts.lead.keyFile.copied : ''}</p>
    </>
  );
}
