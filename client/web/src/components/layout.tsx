// What is the same on every page.

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { goTo, type Path } from '../router.ts';
import { texts } from '../texts/texts.ts';

// Not one that opens another window.
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
}

// To another page of ours, without loading the document again: a visit that is open stays open.
export function Link({
  to,
  children,
  ...rest
}: {
  to: Path;
  children: ComponentChildren;
  class?: string;
}) {
  const follow = (event: MouseEvent): void => {
    if (event.defaultPrevented || !isPlain(event)) return;
    event.preventDefault();
    goTo(to);
  };
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  );
}

// Either a screen of a visit (onClick) or a page (to).
export function BackLink(props: { onClick: () => void } | { to: Path }) {
  if ('to' in props) {
    return (
      <Link to={props.to} class="nhsuk-back-link">
        {texts.app.back}
      </Link>
    );
  }
  return (
    <button type="button" class="nhsuk-back-link" onClick={props.onClick}>
      {texts.app.back}
    </button>
  );
}

const footerLinks = [
  ['/how', 'how'],
  ['/who', 'who'],
  ['/privacy', 'privacy'],
  ['/safety', 'safety'],
  ['/facilitators', 'facilitators'],
  ['/days', 'days'],
  ['/concern', 'concern'],
  ['/month', 'month'],
  ['/totals', 'totals'],
  ['/desk', 'desk'],
  ['/accessibility', 'accessibility'],
] as const satisfies readonly (readonly [Path, keyof typeof texts.app.links])[];

// Of pages whose promises are not a near-peer scheme's, where the director makes the pairs and knows them.
const notNearPeer: readonly Path[] = ['/facilitators', '/who'];

// Of near-peer schemes.
const nearPeerLinks = [
  ['/capabilities', 'capabilities'],
  ['/practice', 'practice'],
  ['/poster', 'poster'],
  ['/statement', 'statement'],
  ['/director', 'director'],
] as const satisfies readonly (readonly [Path, keyof typeof texts.nearPeer.links])[];

const headerLinks = [
  ['/', 'start'],
  ['/supporters', 'supporters'],
  ['/open', 'open'],
] as const satisfies readonly (readonly [Path, keyof typeof texts.app.links])[];

// title: the scheme's, from the policy. onLeave: true when the way out has to wait.
export function Layout(props: {
  title: string;
  path: Path | null;
  onLeave?: () => boolean;
  nearPeer?: boolean;
  children: ComponentChildren;
}) {
  const main = useRef<HTMLElement>(null);
  const leave = (event: MouseEvent): void => {
    if (isPlain(event) && props.onLeave?.()) event.preventDefault();
  };
  const skip = (event: Event): void => {
    event.preventDefault();
    main.current?.focus();
  };
  return (
    <>
      <a class="nhsuk-skip-link" href="#maincontent" onClick={skip}>
        {texts.app.skip}
      </a>
      <header class="nhsuk-header" role="banner">
        <div class="nhsuk-header__container nhsuk-width-container">
          <div class="nhsuk-header__service">
            <Link to="/" class="nhsuk-header__service-name">
              {props.title}
            </Link>
          </div>
        </div>
        <nav class="nhsuk-header__navigation" aria-label={texts.app.menu}>
          <div class="nhsuk-header__navigation-container nhsuk-width-container">
            <ul class="nhsuk-header__navigation-list">
              {headerLinks.map(([to, key]) => (
                <li
                  key={to}
                  class={
                    'nhsuk-header__navigation-item' +
                    (props.path === to ? ' nhsuk-header__navigation-item--current' : '')
                  }
                >
                  <NavLink to={to} current={props.path === to}>
                    {texts.app.links[key]}
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        </nav>
      </header>
      <nav class="sotto-ways" aria-label={texts.app.ways}>
        <div class="nhsuk-width-container">
          <ul class="sotto-ways__list">
            <li class="sotto-ways__item">
              <Link to="/help" class="sotto-ways__link">
                {texts.app.links.help}
              </Link>
            </li>
            <li class="sotto-ways__item">
              <a
                href="/leave"
                onClick={leave}
                class="nhsuk-button nhsuk-button--secondary nhsuk-button--small sotto-leave"
              >
                {texts.app.leave}
              </a>
            </li>
          </ul>
        </div>
      </nav>
      <div class="nhsuk-width-container">
        <main class="nhsuk-main-wrapper" id="maincontent" tabIndex={-1} ref={main}>
          {props.children}
        </main>
      </div>
      <footer class="nhsuk-footer" role="contentinfo">
        <div class="nhsuk-width-container">
          <div class="nhsuk-footer__meta">
            <h2 class="nhsuk-u-visually-hidden">{texts.app.more}</h2>
            <ul class="nhsuk-footer__list">
              {footerLinks
                .filter(([to]) => !props.nearPeer || !notNearPeer.includes(to))
                .map(([to, key]) => (
                  <li class="nhsuk-footer__list-item" key={to}>
                    <Link to={to} class="nhsuk-footer__list-item-link">
                      {texts.app.links[key]}
                    </Link>
                  </li>
                ))}
              {props.nearPeer &&
                nearPeerLinks.map(([to, key]) => (
                  <li class="nhsuk-footer__list-item" key={to}>
                    <Link to={to} class="nhsuk-footer__list-item-link">
                      {texts.nearPeer.links[key]}
                    </Link>
                  </li>
                ))}
            </ul>
            <p class="nhsuk-body-s">{texts.app.parcels}</p>
            <p class="nhsuk-body-s">{texts.app.endOfBrowser}</p>
          </div>
        </div>
      </footer>
    </>
  );
}

function NavLink(props: { to: Path; current: boolean; children: ComponentChildren }) {
  if (!props.current) {
    return (
      <Link to={props.to} class="nhsuk-header__navigation-link">
        {props.children}
      </Link>
    );
  }
  return (
    <a
      href={props.to}
      class="nhsuk-header__navigation-link"
      aria-current="page"
      onClick={(event) => event.preventDefault()}
    >
      <strong class="nhsuk-header__navigation-item-current-fallback">{props.children}</strong>
    </a>
  );
}

// The heading that had the focus last; null until the first page is there.
let heading: string | null = null;

// One page or screen: its column, and the focus on its heading when it is another than before. The
// heading is the h1 among the children, or the one given here.
export function Page(props: {
  heading?: string;
  back?: { onClick: () => void } | { to: Path };
  wide?: boolean; // things side by side; what is read keeps its width
  children: ComponentChildren;
}) {
  const column = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const h1 = column.current?.querySelector('h1');
    if (!h1 || h1.textContent === heading) return;
    const first = heading === null;
    heading = h1.textContent;
    if (first || column.current?.querySelector('.nhsuk-error-summary')) return;
    h1.tabIndex = -1;
    h1.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  });
  return (
    <>
      {props.back && <BackLink {...props.back} />}
      <div class="nhsuk-grid-row" ref={column}>
        <div
          class={props.wide ? 'nhsuk-grid-column-full sotto-wide' : 'nhsuk-grid-column-two-thirds'}
        >
          {props.heading !== undefined && <h1 class="nhsuk-heading-l">{props.heading}</h1>}
          {props.children}
        </div>
      </div>
    </>
  );
}

// What happens while something is awaited, read out as it changes.
export function Progress({ text }: { text: string }) {
  return (
    <p role="status" aria-live="polite" class="nhsuk-body">
      {text}
    </p>
  );
}
