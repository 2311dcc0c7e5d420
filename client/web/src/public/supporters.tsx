import { Directory, Link, Page } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import { WithScheme } from './common.tsx';

export function Supporters() {
  const t = texts.supporters;
  return (
    <Page heading={t.heading}>
      <WithScheme>
        {(everybody) => (
          <>
            <p>{t.lead}</p>
            <p>{t.stays}</p>
            <Directory directory={everybody.directory} />
            <p>
              <Link to="/open">{t.toChoose}</Link>
            </p>
          </>
        )}
      </WithScheme>
    </Page>
  );
}
