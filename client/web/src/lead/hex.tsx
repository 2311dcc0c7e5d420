// A key, a fingerprint or a signature: in groups, to compare by eye and ear, and to copy whole.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../components/index.ts';
import { texts } from '../texts/texts.ts';

const kGroup = 4;

export function Hex({ of }: { of: string }) {
  const groups = of.match(new RegExp(`.{1,${kGroup}}`, 'g')) ?? [];
  return <span class="sotto-hex">{groups.join(' ')}</span>;
}

// children: buttons beside it.
export function CopyButton({ of, children }: { of: string; children?: ComponentChildren }) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(of).then(
      () => setCopied(true),
      () => setCopied(false), // it can be marked and copied by hand
    );
  };
  return (
    <>
      <div class="sotto-buttons">
        {children}
        <Button kind="secondary" onClick={copy}>
          {texts.lead.keyFile.copy}
        </Button>
      </div>
      <p role="status">{copied ? texts.lead.keyFile.copied : ''}</p>
    </>
  );
}
