// What the screens of an open desk have in common.

import type { ComponentChildren } from 'preact';
import { Button, NotificationBanner, Page } from '../components/index.ts';
import { texts } from '../texts/texts.ts';
import { saveDesk, useDesk } from './open_desk.ts';

export function DeskPage(props: {
  heading: string;
  back?: () => void;
  wide?: boolean;
  children: ComponentChildren;
}) {
  const t = texts.nearPeer.director.unsaved;
  const { changed } = useDesk();
  return (
    <>
      <div class="sotto-not-printed" role="status">
        {changed && (
          <NotificationBanner heading={t.heading}>
            <p class="nhsuk-notification-banner__heading">{t.text}</p>
            <Button kind="secondary" onClick={() => void saveDesk()}>
              {t.button}
            </Button>
          </NotificationBanner>
        )}
      </div>
      <Page
        heading={props.heading}
        wide={props.wide ?? false}
        {...(props.back ? { back: { onClick: props.back } } : {})}
      >
        {props.children}
      </Page>
    </>
  );
}
