// In the visit of whoever is the programme director: an empty desk, once.

import { useState } from 'preact/hooks';
import { Button } from '../components/index.ts';
import type { Visit } from '../core/messages.ts';
import { saveFile, Section } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import { ask } from '../visit.ts';

export function BeginDesk({ visit }: { visit: Visit }) {
  const t = texts.nearPeer.director.begin;
  const [refused, setRefused] = useState('');
  if (visit.place?.director !== true) return null;
  const begin = async (): Promise<void> => {
    const answer = await ask('newDesk', {});
    if ('file' in answer) {
      saveFile(texts.nearPeer.director.file, 'application/octet-stream', answer.file);
    }
    setRefused('refusal' in answer ? t.refused : '');
  };
  return (
    <Section heading={t.heading}>
      <p>{t.text}</p>
      <div role="alert">{refused !== '' && <p>{refused}</p>}</div>
      <Button kind="secondary" onClick={() => void begin()}>
        {t.button}
      </Button>
    </Section>
  );
}
