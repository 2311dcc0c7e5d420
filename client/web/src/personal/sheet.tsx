// A page of text to print or to save; nothing else of the screen is printed.

import { Button } from '../components/index.ts';
import { saveFile } from '../public/common.tsx';
import { texts } from '../texts/texts.ts';
import type { Nav } from './screen.ts';
import { ScreenPage } from './shell.tsx';

export function Sheet(props: {
  nav: Nav;
  heading: string;
  about: string;
  file: string;
  text: string;
  region: string;
}) {
  const { print, save } = texts.nearPeer.director.statement;
  return (
    <>
      <div class="sotto-not-printed">
        <ScreenPage heading={props.heading} back={props.nav.back}>
          <p>{props.about}</p>
          <div class="sotto-buttons">
            <Button onClick={() => window.print()}>{print}</Button>
            <Button kind="secondary" onClick={() => saveFile(props.file, 'text/plain', props.text)}>
              {save}
            </Button>
          </div>
        </ScreenPage>
      </div>
      <section class="sotto-statement" aria-label={props.region}>
        <pre>{props.text}</pre>
      </section>
    </>
  );
}
