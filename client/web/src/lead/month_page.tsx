// What to do this month: the same page for everybody.

import type { ComponentChild } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { List, Page, Progress, SummaryList, Tag } from '../components/index.ts';
import type { Everybody } from '../core/messages.ts';
import { isoInWords, WithScheme } from '../public/common.tsx';
import { fill, texts } from '../texts/texts.ts';
import {
  fetchHealth,
  type Health,
  monthPoints,
  type PassKeyPoint,
  type Point,
  toCheck,
} from './month.ts';

export function MonthPage() {
  const t = texts.lead.month;
  return (
    <Page heading={t.heading}>
      <p>{t.about}</p>
      <WithScheme>{(everybody) => <Points everybody={everybody} />}</WithScheme>
    </Page>
  );
}

function Points({ everybody }: { everybody: Everybody }) {
  const t = texts.lead.month;
  const [health, setHealth] = useState<Health | null>(null);
  useEffect(() => {
    void fetchHealth().then(setHealth);
  }, []);
  if (health === null) return <Progress text={texts.scheme.waiting} />;
  const points = monthPoints(everybody.month, toCheck(everybody), health);
  return (
    <>
      <p>{fill(t.today, { date: isoInWords(everybody.month.today) })}</p>
      <SummaryList
        rows={points.map((point) => ({
          key: t.points[point.about].name,
          value: (
            <>
              <p>
                <Tag colour={point.due ? 'yellow' : 'green'}>{point.due ? t.due : t.fine}</Tag>
              </p>
              {sayingOf(point)}
            </>
          ),
        }))}
      />
    </>
  );
}

function sayingOf(point: Point): ComponentChild {
  const t = texts.lead.month.points;
  switch (point.about) {
    case 'texts':
      if (point.reviewed === null) return t.texts.undated;
      return fill(point.due ? t.texts.due : t.texts.fine, { date: isoInWords(point.reviewed) });
    case 'signposts':
      if (!point.due) return t.signposts.fine;
      return (
        <>
          <p>{t.signposts.due}</p>
          <List
            of={point.old.map(({ who, what, lastChecked }) => {
              const date = lastChecked === '' ? t.signposts.undated : isoInWords(lastChecked);
              return fill(t.signposts.entry, { who, what, date });
            })}
          />
        </>
      );
    case 'passKeys':
      return point.keys.length === 0 ? t.passKeys.none : <List of={point.keys.map(sayingOfKey)} />;
    case 'roster': {
      const { count, enough } = point;
      return fill(point.due ? t.roster.due : t.roster.fine, {
        count: String(count),
        enough: String(enough),
      });
    }
    case 'backup':
      if (point.state !== 'known') return t.backup[point.state];
      return fill(point.due ? t.backup.due : t.backup.fine, { date: isoInWords(point.last) });
    case 'publishing':
      return t.publishing[point.state];
  }
}

function sayingOfKey(key: PassKeyPoint): string {
  const t = texts.lead.month.points.passKeys;
  const until = key.state === 'waits' ? isoInWords(key.until) : '';
  return fill(t[key.state], { date: isoInWords(key.from), until });
}
