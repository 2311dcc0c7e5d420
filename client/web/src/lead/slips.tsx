// Making slips: how many, for which address; then the sheet to print and the fingerprints to save.

import { useState } from 'preact/hooks';
import {
  Button,
  type FieldError,
  Form,
  Input,
  List,
  Page,
  Progress,
  WarningCallout,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import type { Everybody } from '../core/messages.ts';
import { saveFile, Section } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { Hex } from './hex.tsx';
import { Sheet } from './sheet.tsx';
import { squaresOf } from './square.ts';
import type { MadeSlips, Way } from './way.ts';

export const kMostSlips = 1000;

// What was typed as a number of slips; null: it is none.
export function countOf(typed: string): number | null {
  const count = /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : 0;
  return count >= 1 && count <= kMostSlips ? count : null;
}

async function makeSlips(
  count: number,
  site: string,
): Promise<MadeSlips | { refusal: 'site' | 'count' }> {
  const made = await core.ask('slips', { count, site });
  if ('refusal' in made) return made;
  const squares = await squaresOf(made.slips.map(({ link }) => link));
  const slips = squares.map((square, index) => ({ typed: made.slips[index]?.typed ?? '', square }));
  return { slips, hashes: made.hashes, site };
}

export function MakeSlips({ way }: { way: Way }) {
  const t = texts.lead.slips;
  const [count, setCount] = useState('');
  const [site, setSite] = useState(location.origin);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const problem = {
    count: { id: 'count', text: fill(t.countError, { most: String(kMostSlips) }) },
    site: { id: 'site', text: t.siteError },
  };
  const submit = async (): Promise<void> => {
    const number = countOf(count);
    if (number === null) {
      setErrors([problem.count]);
      return;
    }
    setBusy(true);
    const made = await makeSlips(number, site.trim());
    setBusy(false);
    if ('refusal' in made) setErrors([problem[made.refusal]]);
    else way.startAgain({ name: 'sheet', made });
  };
  const error = (id: string): string | undefined => errors.find((each) => each.id === id)?.text;
  return (
    <Page heading={t.heading} back={{ onClick: way.back }}>
      <p>{t.about}</p>
      <Section heading={t.rulesHeading}>
        <List of={t.rules} />
      </Section>
      <Form errors={errors} onSubmit={submit} button={t.button}>
        <Input
          id="count"
          label={t.count}
          hint={t.countHint}
          error={error('count')}
          width={4}
          inputMode="numeric"
          value={count}
          onInput={setCount}
        />
        <Input
          id="site"
          label={t.site}
          hint={t.siteHint}
          error={error('site')}
          value={site}
          onInput={setSite}
        />
        <Progress text={busy ? t.busy : ''} />
      </Form>
    </Page>
  );
}

export function PrintSlips(props: { way: Way; everybody: Everybody; made: MadeSlips }) {
  const t = texts.lead.sheet;
  const { made } = props;
  return (
    <>
      <div class="sotto-not-printed">
        <Page heading={t.heading}>
          <WarningCallout heading={t.onceHeading}>
            <p>{t.once}</p>
          </WarningCallout>
          <List of={t.steps} numbered />
          <div class="sotto-buttons">
            <Button onClick={() => window.print()}>{t.print}</Button>
            <Button
              kind="secondary"
              onClick={() => saveFile(t.fileName, 'text/plain', made.hashes)}
            >
              {t.download}
            </Button>
          </div>
          <p>
            {t.genesis} <Hex of={props.everybody.genesis} />
          </p>
          <p>{t.genesisHint}</p>
          <Section heading={t.doneHeading}>
            <p>{t.done}</p>
          </Section>
        </Page>
      </div>
      <Sheet slips={made.slips} site={made.site} />
    </>
  );
}
