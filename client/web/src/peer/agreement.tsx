// The agreement of a pair: one text, signed by both, on both screens and on paper alike.

import { Form, LinkButton, List, type Row, SummaryList } from '../components/index.ts';
import type { PairAgreement } from '../core/peer_messages.ts';
import { Sheet } from '../personal/sheet.tsx';
import { ScreenPage } from '../personal/shell.tsx';
import { isolated } from '../personal/times.ts';
import { isoInWords } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { meansText } from './agree.tsx';
import type { GivenPair } from './screen.ts';
import { useAct } from './walk.tsx';

const t = texts.peer.agreement;

export type AgreementState = 'none' | 'mine' | 'theirs' | 'whole' | 'over';

export function stateOf(of: PairAgreement | null): AgreementState {
  if (of === null) return 'none';
  if (of.whole) return of.over ? 'over' : 'whole';
  return of.mine ? 'mine' : 'theirs';
}

function rowsOf({ peer, pair, visit }: GivenPair, of: PairAgreement): Row[] {
  const said = (text: string) => (text === '' ? t.notProvided : <bdi>{text}</bdi>);
  const [supportee, supporter] =
    visit.role === 'supporter' ? [pair.name, peer.name] : [peer.name, pair.name];
  return [
    { key: t.rows.supportee, value: said(supportee) },
    { key: t.rows.supporter, value: said(supporter) },
    { key: t.rows.start, value: isoInWords(of.start) },
    { key: t.rows.end, value: isoInWords(of.end) },
    { key: t.rows.howOften, value: said(of.howOften) },
    { key: t.rows.where, value: said(of.where) },
    { key: t.rows.means, value: meansText(of.means, of.value) },
    { key: t.rows.clause, value: t.clause },
    { key: t.rows.gain, value: said(of.gain) },
    { key: t.rows.notes, value: said(of.notes) },
  ];
}

export function AgreementPage(given: GivenPair & { of: PairAgreement }) {
  const { nav, pair, of } = given;
  const state = stateOf(of);
  const values = { name: isolated(pair.name) };
  const go = (name: 'agreementSheet' | 'agree') => () =>
    nav.go(name === 'agree' ? { name, pair: pair.number, at: 0 } : { name, pair: pair.number });
  return (
    <ScreenPage heading={fill(t.heading, values)} back={nav.back} safe>
      <p>{state === 'none' ? '' : fill(t.state[state], values)}</p>
      <SummaryList rows={rowsOf(given, of)} />
      {state === 'theirs' && <Sign {...given} />}
      <List
        of={[
          <LinkButton onClick={go('agree')}>{t.change}</LinkButton>,
          <LinkButton onClick={go('agreementSheet')}>{t.print}</LinkButton>,
        ]}
      />
      <p>{t.changeHint}</p>
      <p>{t.intro}</p>
    </ScreenPage>
  );
}

function Sign({ nav, pair }: GivenPair) {
  const { errors, submit } = useAct(nav, 'agreement');
  return (
    <Form
      errors={errors}
      button={t.sign}
      onSubmit={() => submit({ kind: 'signAgreement', pair: pair.number })}
    >
      <p>{t.signText}</p>
    </Form>
  );
}

function Paper({ nav, text }: { nav: GivenPair['nav']; text: string }) {
  return (
    <Sheet
      nav={nav}
      heading={t.sheet}
      about={t.sheetHint}
      file={t.file}
      text={text}
      region={t.region}
    />
  );
}

export function AgreementSheet({ nav, of }: GivenPair & { of: PairAgreement }) {
  return <Paper nav={nav} text={of.text} />;
}

const kLine = '_'.repeat(40);

// For whoever would rather sign on paper: the fields of the guide, with the names in them.
export function emptyForm(supportee: string, supporter: string): string {
  const r = t.rows;
  const lines: [string, string][] = [
    [r.supportee, supportee],
    [r.supporter, supporter],
    [r.start, kLine],
    [r.end, kLine],
    [r.howOften, kLine],
    [r.where, kLine],
    [r.means, kLine],
    [r.clause, t.clause],
    [r.gain, `${kLine}\n${kLine}`],
    [r.notes, `${kLine}\n${kLine}`],
    [t.signSupportee, kLine],
    [t.signSupporter, kLine],
  ];
  return [t.formTitle, ...lines.map(([name, value]) => `${name}: ${value}`)].join('\n\n') + '\n';
}

export function EmptyAgreement({ nav, peer, pair, visit }: GivenPair) {
  const [supportee, supporter] =
    visit.role === 'supporter' ? [pair.name, peer.name] : [peer.name, pair.name];
  return <Paper nav={nav} text={emptyForm(supportee, supporter)} />;
}
