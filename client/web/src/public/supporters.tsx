import { Directory, Link, Page } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import { WithScheme } from './common.tsx';

export function Supporters() {
  const t = texts.supporters;
  return (
    <Page heading={t.heading}>
      <p>{t.lead}</p>
      <p>{t.stays}</p>
      <WithScheme>{(everybody) => <Directory directory={everybody.directory} />}</WithScheme>
      <p>
        <Link to="/open">{t.toChoose}</Link>
      </p>
    </Page>
  );
}
