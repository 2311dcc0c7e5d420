// The own page of a doctor or a supporter of a near-peer scheme.

import {
  Details,
  Form,
  InsetText,
  Link,
  LinkButton,
  List,
  Paragraphs,
  Tag,
  type Task,
  TaskList,
} from '../components/index.ts';
import { OwnConcerns } from '../concern/own.tsx';
import type { Visit } from '../core/messages.ts';
import type { Pair } from '../core/peer_messages.ts';
import { Asked, LastOpened, LockerLinks } from '../personal/locker.tsx';
import type { Screen } from '../personal/screen.ts';
import { Alarms, ScreenPage } from '../personal/shell.tsx';
import { isolated } from '../personal/times.ts';
import { tasksOf } from '../supporter/home.tsx';
import { fill, texts } from '../texts/texts.ts';
import { stateOf } from './agreement.tsx';
import { sentencesOf } from './pair.tsx';
import { type GivenPeer, sideOf } from './screen.ts';

const t = texts.peer;

export function PeerHome(given: GivenPeer) {
  const { everybody, visit, nav } = given;
  const side = sideOf(visit);
  return (
    <ScreenPage heading={t.home.heading[side]} safe>
      <LastOpened visit={visit} zone={everybody.timeZone} />
      <Asked visit={visit} />
      <Alarms visit={visit} />
      <News visit={visit} />
      <OwnConcerns everybody={everybody} visit={visit} />
      <Standing {...given} />
      <Pairs {...given} />
      {side === 'supporter' && (
        <>
          <h2 class="nhsuk-heading-m">{t.home.setUp}</h2>
          <TaskList id="set-up" tasks={peerTasks(given)} />
        </>
      )}
      <h2 class="nhsuk-heading-m">{t.home.also}</h2>
      <Also {...given} />
      {side === 'supporter' && given.peer.standing !== 'withdrawn' && (
        <Details summary={t.rest.summary}>
          <Paragraphs of={t.rest.text} />
        </Details>
      )}
      <LockerLinks nav={nav} />
    </ScreenPage>
  );
}

// Each piece of news once; what has to be known before anything else stands among the alarms.
export function newsOf(visit: Visit): string[] {
  const news = visit.notices.flatMap(({ news: what }) =>
    what === undefined || what === 'not_senior' ? [] : [t.news[what]],
  );
  return [...new Set(news)];
}

function News({ visit }: { visit: Visit }) {
  const news = newsOf(visit);
  if (news.length === 0) return null;
  return (
    <InsetText>
      <Paragraphs of={news} />
    </InsetText>
  );
}

// A doctor's first page asks for the invitation, and nothing else; a supporter has a list of tasks.
function Standing({ nav, visit, peer }: GivenPeer) {
  const s = t.standing;
  const side = sideOf(visit);
  const button = (text: string, screen: Screen) => (
    <Form button={text} onSubmit={() => nav.go(screen)}>
      {null}
    </Form>
  );
  if (peer.standing === 'withdrawn') return <p>{s.withdrawn}</p>;
  if (peer.standing === 'opted-out') {
    return (
      <>
        <p>{s.optedOut}</p>
        {button(s.optIn, { name: 'optIn' })}
      </>
    );
  }
  if (!peer.joined) {
    return (
      <>
        <p>{s.notJoined[side]}</p>
        {side === 'colleague' && button(t.tasks.join, { name: 'join' })}
      </>
    );
  }
  return peer.known ? null : <p>{s.waits[side]}</p>;
}

function Pairs(given: GivenPeer) {
  const { visit, peer } = given;
  const side = sideOf(visit);
  if (peer.pairs.length === 0) {
    return peer.known && peer.standing !== 'withdrawn' ? <p>{t.home.none[side]}</p> : null;
  }
  return (
    <ul class="sotto-entries">
      {peer.pairs.map((pair) => (
        <Entry key={pair.number} {...given} pair={pair} />
      ))}
    </ul>
  );
}

function Entry(given: GivenPeer & { pair: Pair }) {
  const { nav, visit, pair } = given;
  const name = isolated(pair.name);
  const state = stateOf(pair.agreement);
  return (
    <li class="nhsuk-card">
      <div class="nhsuk-card__content">
        <h2 class="nhsuk-card__heading nhsuk-heading-m">
          {fill(t.home.pair[sideOf(visit)], { name })}
        </h2>
        <p>{pair.grade}</p>
        <Paragraphs of={sentencesOf(given)} />
        {state === 'theirs' && (
          <p>
            <Tag colour="blue">{t.pair.agreement.theirs}</Tag>
          </p>
        )}
        <LinkButton onClick={() => nav.go({ name: 'pair', pair: pair.number })}>
          {t.home.look}
          <span class="nhsuk-u-visually-hidden"> {name}</span>
        </LinkButton>
      </div>
    </li>
  );
}

// What setting up a supporter takes in a near-peer scheme; the listing is what doctors' lockers find.
export function peerTasks(given: GivenPeer): Task[] {
  const { nav, peer } = given;
  const { notYet, done, anyTime } = texts.supporter.tasks;
  const gone = peer.standing === 'withdrawn';
  return [
    {
      name: gone ? t.tasks.applyAgain : peer.joined ? t.tasks.correct : t.tasks.apply,
      ...(peer.joined && !gone ? { hint: t.tasks.correctHint } : {}),
      status: gone ? anyTime : peer.joined ? done : notYet,
      done: peer.joined,
      onClick: () => nav.go({ name: 'apply', at: 0 }),
    },
    ...(peer.known || gone
      ? []
      : [
          {
            name: t.tasks.join,
            hint: t.tasks.joinHint,
            status: anyTime,
            done: true,
            onClick: () => nav.go({ name: 'join' }),
          },
        ]),
    { name: t.tasks.module, hint: t.tasks.moduleHint, status: anyTime, done: true },
    ...tasksOf(given),
  ];
}

function Also({ nav, everybody, visit, peer }: GivenPeer) {
  const l = t.home.links;
  const link = (text: string, screen: Screen) => (
    <LinkButton onClick={() => nav.go(screen)}>{text}</LinkButton>
  );
  const supports = visit.role === 'supporter';
  const takesPart = peer.joined && peer.standing !== 'withdrawn';
  return (
    <List
      of={[
        ...(!supports && takesPart && peer.known ? [link(l.wishes, { name: 'wishes' })] : []),
        ...(!supports && takesPart && peer.standing === 'in'
          ? [link(l.optOut, { name: 'optOut' })]
          : []),
        ...(peer.statement === '' ? [] : [link(l.statement, { name: 'statement' })]),
        link(l.scheme, { name: 'aboutScheme' }),
        supports && everybody.concerns !== null ? (
          link(l.concern, { name: 'concern' })
        ) : (
          <Link to="/concern">{l.concern}</Link>
        ),
        <Link to="/help">{l.help}</Link>,
        ...(supports
          ? [
              <Link to="/capabilities">{l.capabilities}</Link>,
              <Link to="/practice">{l.practice}</Link>,
            ]
          : []),
        ...(takesPart ? [link(l.withdraw, { name: 'withdraw' })] : []),
      ]}
    />
  );
}
