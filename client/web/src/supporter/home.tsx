// A supporter's own page: who would like to talk, how far the setting up is, and what else there is.

import { InsetText, LinkButton, List, Tag, type Task, TaskList } from '../components/index.ts';
import type { Engagement } from '../core/messages.ts';
import { Asked, LastOpened, LockerLinks } from '../personal/locker.tsx';
import { OwnConcerns } from '../concern/own.tsx';
import type { Given, Nav } from '../personal/screen.ts';
import { Alarms, ScreenPage } from '../personal/shell.tsx';
import { fill, texts } from '../texts/texts.ts';
import { headingText, stateText, tagText } from './said.ts';
import { setUpOf } from './state.ts';

export function Home(given: Given) {
  const { nav, everybody, visit } = given;
  const t = texts.supporter.home;
  return (
    <ScreenPage heading={t.heading} safe>
      <LastOpened visit={visit} zone={everybody.timeZone} />
      <Asked visit={visit} />
      <Alarms visit={visit} />
      <OwnConcerns everybody={everybody} visit={visit} />
      {visit.paused && <InsetText>{<p>{t.paused}</p>}</InsetText>}
      <h2 class="nhsuk-heading-m">{t.enquiries}</h2>
      {visit.engagements.length === 0 && <p>{t.none}</p>}
      {visit.engagements.length > 0 && (
        <ul class="sotto-entries">
          {visit.engagements.map((of) => (
            <Entry key={of.id} of={of} nav={nav} />
          ))}
        </ul>
      )}
      <h2 class="nhsuk-heading-m">{t.setUp}</h2>
      <TaskList id="set-up" tasks={tasksOf(given)} />
      <h2 class="nhsuk-heading-m">{t.also}</h2>
      <Also {...given} />
      <LockerLinks nav={nav} />
    </ScreenPage>
  );
}

export function tasksOf({ nav, everybody, visit }: Given): Task[] {
  const t = texts.supporter.tasks;
  const { written, waitsFor, inDirectory } = setUpOf(visit, everybody);
  const status = (done: boolean): string => (done ? t.done : t.notYet);
  return [
    {
      name: written ? t.listingAgain : t.listing,
      status: status(written),
      done: written,
      onClick: () => nav.go({ name: 'listing' }),
    },
    {
      name: t.sixWords,
      status: waitsFor === 'leads' ? t.waits : status(written),
      done: written && waitsFor !== 'leads',
      onClick: () => nav.go({ name: 'sixWords' }),
    },
    {
      name: t.directory,
      status: waitsFor === 'week' ? t.nextWeek : status(inDirectory),
      done: inDirectory && waitsFor !== 'week',
      onClick: () => nav.go({ name: 'directory' }),
    },
    { name: t.days, status: t.anyTime, done: true, onClick: () => nav.go({ name: 'days' }) },
    { name: t.careful, status: t.anyTime, done: true, onClick: () => nav.go({ name: 'careful' }) },
  ];
}

function Entry({ of, nav }: { of: Engagement; nav: Nav }) {
  const t = texts.supporter.home;
  const who = fill(t.anonymous, { words: of.safetyWords.join(' ') });
  return (
    <li class="nhsuk-card">
      <div class="nhsuk-card__content">
        <h3 class="nhsuk-card__heading nhsuk-heading-s">{headingText(of)}</h3>
        <p>{who}</p>
        <p>
          <Tag colour={of.phase === 'ended' ? 'grey' : 'blue'}>{tagText(of)}</Tag>
        </p>
        <p>{stateText(of)}</p>
        <LinkButton onClick={() => nav.go({ name: 'engagement', engagement: of.id })}>
          {t.look}
          <span class="nhsuk-u-visually-hidden"> {who}</span>
        </LinkButton>
      </div>
    </li>
  );
}

function Also({ nav, visit, everybody }: Given) {
  const t = texts.supporter.links;
  return (
    <List
      of={[
        <LinkButton onClick={() => nav.go({ name: 'pause' })}>
          {visit.paused ? t.resume : t.pause}
        </LinkButton>,
        <LinkButton onClick={() => nav.go({ name: 'counts' })}>{t.counts}</LinkButton>,
        ...(everybody.concerns === null
          ? []
          : [
              <LinkButton onClick={() => nav.go({ name: 'concern' })}>
                {texts.concern.link}
              </LinkButton>,
            ]),
      ]}
    />
  );
}
