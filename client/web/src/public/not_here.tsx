import { Link, List, Page } from '../components/index.ts';
import type { Need } from '../needs.ts';
import { texts } from '../texts/texts.ts';
import { EmergencyCard } from './common.tsx';

export function Lacking({ lacks }: { lacks: Need[] }) {
  const { lacking } = texts;
  return (
    <Page heading={lacking.heading}>
      <p>{lacking.lead}</p>
      <p>{lacking.needs}</p>
      <List of={lacks.map((need) => lacking.need[need])} />
      <p>
        <a href="/people">{lacking.people}</a>
      </p>
      <EmergencyCard />
    </Page>
  );
}

export function NotFound() {
  return (
    <Page heading={texts.notFound.heading}>
      <p>{texts.notFound.text}</p>
      <p>
        <Link to="/">{texts.notFound.start}</Link>
      </p>
    </Page>
  );
}
