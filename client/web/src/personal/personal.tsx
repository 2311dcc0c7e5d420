// Everything under /open: the way into a locker, and the screens of a visit.

import { useEffect } from 'preact/hooks';
import { ColleagueScreen } from '../colleague/colleague.tsx';
import { Page } from '../components/index.ts';
import type { Everybody } from '../core/messages.ts';
import { PeerArea } from '../peer/peer.tsx';
import { WithScheme } from '../public/common.tsx';
import { takeFragment } from '../router.ts';
import { useScheme } from '../scheme.ts';
import { useScreens } from '../screens.ts';
import { SupporterScreen } from '../supporter/supporter.tsx';
import { texts } from '../texts/texts.ts';
import { acknowledgeChange, acknowledgeStop, useVisit } from '../visit.ts';
import { RecipientScreen } from '../concern/recipient.tsx';
import { Code, Extend } from './code.tsx';
import { setDraft } from './drafts.ts';
import { First, WhoAreYou } from './first.tsx';
import { AskBack, Fresh } from './fresh.tsx';
import { NewWords, Outcome } from './locker.tsx';
import { Opening } from './opening.tsx';
import type { Given, Nav, Screen } from './screen.ts';
import { StoppedPage } from './stopped.tsx';
import { Words } from './words.tsx';

export function Personal() {
  const scheme = useScheme();
  if (typeof scheme === 'object' && 'everybody' in scheme)
    return <Area everybody={scheme.everybody} />;
  return (
    <Page heading={texts.personal.words.heading}>
      <WithScheme>{() => null}</WithScheme>
    </Page>
  );
}

function Area({ everybody }: { everybody: Everybody }) {
  const { visit, stopped } = useVisit();
  const nav = useScreens<Screen>('open', { name: visit === null ? 'words' : 'home' });
  useSlipLink(visit === null, nav);
  // Whoever goes on to another screen has read what was new.
  useEffect(acknowledgeChange, [nav.screen.name, nav.depth]);
  if (stopped !== null) return <StoppedPage stopped={stopped} onWords={acknowledgeStop} />;
  if (visit === null) return <EntryScreen nav={nav} screen={nav.screen} />;
  return <VisitScreen nav={nav} everybody={everybody} visit={visit} />;
}

// The code of a link begins a first locker, also when the link is followed while this page is open.
function useSlipLink(free: boolean, nav: Nav): void {
  useEffect(() => {
    const take = (): void => {
      const code = free ? takeFragment() : '';
      if (code === '') return;
      setDraft('code', code);
      nav.startAgain({ name: 'first' });
    };
    take();
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, [free]);
}

export function EntryScreen({ nav, screen }: { nav: Nav; screen: Screen }) {
  switch (screen.name) {
    case 'first':
      return <First nav={nav} />;
    case 'role':
      return <WhoAreYou nav={nav} />;
    case 'code':
      return <Code nav={nav} error={screen.error} />;
    case 'fresh':
      return <Fresh nav={nav} words={screen.words} of={screen.of} />;
    case 'askBack':
      return <AskBack nav={nav} words={screen.words} of={screen.of} />;
    case 'opening':
      return <Opening />;
    case 'problem':
      return (
        <StoppedPage
          stopped={screen.stopped}
          again={screen.again}
          keepsWords={screen.keepsWords}
          onWords={() => nav.startAgain({ name: 'words' })}
        />
      );
    case 'words':
      return <Words nav={nav} error={screen.error} typed={screen.typed} />;
    default:
      return <Words nav={nav} />;
  }
}

export function VisitScreen(given: Given) {
  const { nav } = given;
  const { screen } = nav;
  switch (screen.name) {
    case 'newWords':
      return <NewWords {...given} />;
    case 'fresh':
      return <Fresh nav={nav} words={screen.words} of={screen.of} />;
    case 'askBack':
      return <AskBack nav={nav} words={screen.words} of={screen.of} />;
    case 'moved':
    case 'extended':
      return <Outcome {...given} of={screen.name} />;
    case 'extend':
      return <Extend nav={nav} />;
    default:
      return <OfRole {...given} />;
  }
}

function OfRole(given: Given) {
  const { nearPeer: rules } = given.everybody;
  const { peer } = given.visit;
  if (rules !== null && peer !== null) return <PeerArea {...given} rules={rules} peer={peer} />;
  switch (given.visit.role) {
    case 'colleague':
      return <ColleagueScreen {...given} />;
    case 'supporter':
      return <SupporterScreen {...given} />;
    case 'recipient':
      return <RecipientScreen {...given} />;
  }
}
