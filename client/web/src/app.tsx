// Which page is shown.
//
// To add a page for everybody: a path in router.ts, a component in public/, its row in `pages` below, its
// texts in texts/. The broker serves every path of router.ts with the same file.
//
// To add a screen of a visit (colleague/, supporter/) or of the leads' desk (lead/): screens have no path.
// An area is one component that keeps its place with
//     const { screen, go, back, startAgain } = useScreens<Screen>('open', { name: 'home' });
// where Screen is a union of { name: …, … }, and draws one <Page> a screen:
//     <Page heading={texts.colleague.choose.heading} back={{ onClick: back }}>…</Page>
// A question is <Form errors onSubmit> with fields from components/; its heading is <Page heading>, or
// `heading` of the field itself when the page asks one thing. <Page> moves the focus to the heading,
// <ErrorSummary> to the errors. Browser Back goes one screen back. The visit comes from useVisit(), what
// everybody knows from useScheme(); intents go through perform(), other questions through core.ask() inside
// begin() or during(). The area's own row stands in `Personal` or in `pages` below.
//
// No screen says whether or when anything went, counts, waits visibly for an answer, or fetches anything.
// The way out of a visit whose network failed waits, for everybody alike (personal/leaving.tsx).

import type { ComponentChild } from 'preact';
import { Layout } from './components/index.ts';
import { PaperForm } from './concern/paper.tsx';
import { DirectorArea } from './director/director.tsx';
import { TotalsPage } from './figures/totals.tsx';
import { Desk } from './lead/desk.tsx';
import { MonthPage } from './lead/month_page.tsx';
import { Capabilities } from './near_peer/capabilities.tsx';
import { useNearPeer } from './near_peer/page.tsx';
import { Poster } from './near_peer/poster.tsx';
import { Practice } from './near_peer/practice.tsx';
import { NearPeerStart } from './near_peer/start.tsx';
import { StatementCheck } from './near_peer/statement.tsx';
import type { Need } from './needs.ts';
import { LeavingPage } from './personal/leaving.tsx';
import { Personal } from './personal/personal.tsx';
import { Accessibility } from './public/accessibility.tsx';
import { Days } from './public/days.tsx';
import { Facilitators } from './public/facilitators.tsx';
import { Help } from './public/help.tsx';
import { How } from './public/how.tsx';
import { Lacking, NotFound } from './public/not_here.tsx';
import { Privacy } from './public/privacy.tsx';
import { Safety } from './public/safety.tsx';
import { Start } from './public/start.tsx';
import { Supporters } from './public/supporters.tsx';
import { Who } from './public/who.tsx';
import { type Path, usePath } from './router.ts';
import { useScheme } from './scheme.ts';
import { texts } from './texts/texts.ts';
import { leaveFirst, useVisit } from './visit.ts';

const pages: Partial<Record<Path, () => ComponentChild>> = {
  '/': () => <First />,
  '/accessibility': () => <Accessibility />,
  '/capabilities': () => <Capabilities />,
  '/concern': () => <PaperForm />,
  '/days': () => <Days />,
  '/desk': () => <Desk />,
  '/director': () => <DirectorArea />,
  '/facilitators': () => <Unpaired page={Facilitators} />,
  '/help': () => <Help />,
  '/how': () => <How />,
  '/month': () => <MonthPage />,
  '/open': () => <Personal />,
  '/poster': () => <Poster />,
  '/practice': () => <Practice />,
  '/privacy': () => <Privacy />,
  '/safety': () => <Safety />,
  '/statement': () => <StatementCheck />,
  '/supporters': () => <Supporters />,
  '/totals': () => <TotalsPage />,
  '/who': () => <Unpaired page={Who} />,
};

function First() {
  const rules = useNearPeer();
  return rules === null ? <Start /> : <NearPeerStart rules={rules} />;
}

// A page that near-peer schemes do not have: it promises that nobody knows of a contact.
function Unpaired({ page: Which }: { page: () => ComponentChild }) {
  return useNearPeer() === null ? <Which /> : <NotFound />;
}

export function App({ lacks }: { lacks: Need[] }) {
  const path = usePath();
  const scheme = useScheme();
  const title = typeof scheme === 'object' && 'everybody' in scheme ? scheme.everybody.title : '';
  const page = path === null ? undefined : pages[path];
  const { leaving } = useVisit();
  const shown = leaving === null ? (page?.() ?? <NotFound />) : <LeavingPage leaving={leaving} />;
  return (
    <Layout
      title={title || texts.app.title}
      path={path}
      onLeave={leaveFirst}
      nearPeer={useNearPeer() !== null}
    >
      {lacks.length > 0 ? <Lacking lacks={lacks} /> : shown}
    </Layout>
  );
}
