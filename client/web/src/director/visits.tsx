// The desk's parts: their lockers, their visits, and what they brought. Nothing here says what goes, or
// when: all parts visit whenever one does, whatever waits.

import { useEffect, useState } from 'preact/hooks';
import {
  type FieldError,
  Form,
  Input,
  LinkButton,
  List,
  Paragraphs,
  Progress,
  WarningCallout,
} from '../components/index.ts';
import { core } from '../core/core.ts';
import type { DeskNews, DirectorsDesk } from '../core/director_messages.ts';
import type { CodeRefusal, Stopped } from '../core/messages.ts';
import { codeText, problemOf } from '../personal/problem.ts';
import { Section } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import { deskChanged, deskIsOpen, useDesk } from './open_desk.ts';
import { DeskPage } from './shell.tsx';
import type { Way } from './way.ts';

// Of a row of the desk; 0 is somebody of a pair that is over.
export function nameOf({ doctors, supporters }: DirectorsDesk, row: number): string {
  const found = [...doctors, ...supporters].find(({ number }) => number === row);
  return found?.name ?? texts.nearPeer.director.notes.nobody;
}

export function Visits({ way, desk }: { way: Way; desk: DirectorsDesk }) {
  const t = texts.nearPeer.director.visits;
  const { changed } = useDesk();
  const has = { parts: String(desk.parts), of: String(desk.partsOf) };
  return (
    <DeskPage heading={t.heading} back={way.back}>
      <Paragraphs of={t.about} />
      <p>{fill(t.has, has)}</p>
      {changed ? <p>{t.saveFirst}</p> : desk.parts > 0 && <Round way={way} />}
      {desk.parts < desk.partsOf && <Enrol />}
    </DeskPage>
  );
}

function Round({ way }: { way: Way }) {
  const t = texts.nearPeer.director.visits;
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [busy, setBusy] = useState('');
  useEffect(
    () =>
      core.onReport((report) => {
        if (report.kind !== 'part') return;
        setBusy(fill(t.busy, { part: String(report.part), of: String(report.of) }));
      }),
    [],
  );
  const submit = async (): Promise<void> => {
    setErrors([]);
    const answer = await core.ask('directorVisit', {});
    setBusy('');
    if ('refusal' in answer) {
      setErrors([{ id: 'desk-visit', text: t.visitOpen }]);
      return;
    }
    if (!deskIsOpen()) return;
    deskChanged(answer.desk);
    way.startAgain({ name: 'home' });
    way.go({ name: 'visited', news: answer.news, stopped: answer.stopped });
  };
  return (
    <div id="desk-visit" tabIndex={-1}>
      <Form errors={errors} onSubmit={submit} button={t.button}>
        <Progress text={busy} />
      </Form>
    </div>
  );
}

function Enrol() {
  const t = texts.nearPeer.director.visits.enrol;
  const [code, setCode] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const fail = (text: string): void => setErrors([{ id: 'part-code', text }]);
  const failed = (answer: Stopped | { refusal: CodeRefusal | 'all_parts' | 'visit_open' }) => {
    if ('failure' in answer) {
      const { heading, next } = problemOf(answer);
      fail(`${heading}. ${next}`);
    } else if (answer.refusal === 'visit_open') {
      fail(texts.nearPeer.director.visits.visitOpen);
    } else if (answer.refusal !== 'all_parts') {
      fail(codeText(answer.refusal));
    }
  };
  const submit = async (): Promise<void> => {
    if (code.trim() === '') {
      fail(t.empty);
      return;
    }
    setErrors([]);
    setBusy(true);
    const answer = await core.ask('directorEnrol', { code });
    setBusy(false);
    if ('failure' in answer || 'refusal' in answer) {
      failed(answer);
      return;
    }
    setCode('');
    if (deskIsOpen()) deskChanged(answer);
  };
  return (
    <Section heading={t.heading}>
      <p>{t.about}</p>
      <Form errors={errors} onSubmit={submit} button={t.button}>
        <Input
          id="part-code"
          label={t.label}
          code
          error={errors[0]?.text}
          value={code}
          onInput={setCode}
        />
        <Progress text={busy ? t.busy : ''} />
      </Form>
    </Section>
  );
}

export function Visited(props: {
  way: Way;
  desk: DirectorsDesk;
  news: DeskNews[];
  stopped: Stopped | null;
}) {
  const t = texts.nearPeer.director.visited;
  const { way, desk, news, stopped } = props;
  const problem = stopped === null ? null : problemOf(stopped);
  const line = ({ what, number }: DeskNews): string =>
    fill(t.news[what], { name: nameOf(desk, number) });
  return (
    <DeskPage heading={t.heading} back={way.back}>
      {problem !== null && (
        <WarningCallout heading={problem.heading}>
          <p>{problem.what}</p>
          <p>{problem.next}</p>
        </WarningCallout>
      )}
      {news.length === 0 ? <p>{t.nothing}</p> : <List of={news.map(line)} />}
      {news.some(({ what }) => what === 'about-relationship') && (
        <p>
          <LinkButton onClick={() => way.go({ name: 'notes' })}>{t.notes}</LinkButton>
        </p>
      )}
      <p>{t.after}</p>
    </DeskPage>
  );
}
