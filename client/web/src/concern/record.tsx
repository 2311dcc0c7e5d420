// The decision record of a concern that was opened: a file for an auditor.

import { useState } from 'preact/hooks';
import { Button } from '../components/index.ts';
import type { HeldConcern } from '../core/messages.ts';
import { refusalText } from '../personal/problem.ts';
import { saveFile, Section } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import { askFile } from '../visit.ts';

export function SaveRecord({ concern }: { concern: HeldConcern }) {
  const t = texts.concern.held.record;
  const [refused, setRefused] = useState('');
  const save = async (): Promise<void> => {
    const answer = await askFile(concern.number);
    if ('file' in answer) saveFile(t.fileName, 'application/octet-stream', answer.file);
    setRefused('refusal' in answer ? refusalText(answer.refusal) : '');
  };
  return (
    <Section heading={t.heading}>
      <p>{t.text}</p>
      <p>{concern.recorded ? t.whole : t.notYet}</p>
      <div role="alert">{refused !== '' && <p>{refused}</p>}</div>
      <Button kind="secondary" onClick={() => void save()}>
        {t.button}
      </Button>
    </Section>
  );
}
