// A page that only near-peer schemes have. In every other scheme there is none at its path.

import type { ComponentChildren } from 'preact';
import { Page } from '../components/index.ts';
import type { Everybody, NearPeer } from '../core/messages.ts';
import { WithScheme } from '../public/common.tsx';
import { NotFound } from '../public/not_here.tsx';
import { useScheme } from '../scheme.ts';

// The rules of the scheme, if it is a near-peer scheme and known.
export function useNearPeer(): NearPeer | null {
  const scheme = useScheme();
  return typeof scheme === 'object' && 'everybody' in scheme ? scheme.everybody.nearPeer : null;
}

export function NearPeerPage(props: {
  heading: string;
  children: (everybody: Everybody, rules: NearPeer) => ComponentChildren;
}) {
  const scheme = useScheme();
  if (typeof scheme === 'object' && 'everybody' in scheme && scheme.everybody.nearPeer === null) {
    return <NotFound />;
  }
  return (
    <Page heading={props.heading}>
      <WithScheme>
        {(everybody) => everybody.nearPeer && props.children(everybody, everybody.nearPeer)}
      </WithScheme>
    </Page>
  );
}
