import { Directory, Link, Page } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import { WithScheme } from './common.tsx';

export function Supporters() {
  const t = texts.supporters;
  return (
    <Page heading={t.heading}>
      <WithScheme>
        {({ nearPeer, directory }) => (
          <>
            <p>{nearPeer === null ? t.lead : texts.peer.list.lead}</p>
            <p>{t.stays}</p>
            {nearPeer === null ? (
              <>
                <Directory directory={directory} />
                <p>
                  <Link to="/open">{t.toChoose}</Link>
                </p>
              </>
            ) : (
              <Directory directory={directory} nobodyChooses />
            )}
          </>
        )}
      </WithScheme>
    </Page>
  );
}
