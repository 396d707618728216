import { pagePaths } from '@bora/contracts';
import { type ReactNode, useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import { useAccount, useSignedOutNotice } from '../shared/account/use-account.ts';
import { texts } from '../shared/texts.ts';
import { AccountMenu } from './account-menu.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import iconAddress from './icon.svg';
import { Navigation } from './navigation.tsx';
import { placesOf } from './places.ts';
import { ThemeChoice } from './theme-choice.tsx';

/** The frame of every page: the way to the others above, the page below. */
export function Layout({ children }: { children: ReactNode }) {
  const main = useFocusOnNewPage();
  const { data: account } = useAccount();
  useSignedOutNotice();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only rounded bg-surface p-2 focus:not-sr-only focus:absolute focus:z-50 print:hidden"
      >
        {texts.navigation.skip}
      </a>
      <header className="border-b border-line bg-surface print:hidden">
        <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2">
          <NavLink
            to={pagePaths.scoreFile}
            className="flex items-center gap-2 text-lg font-semibold text-ink no-underline"
          >
            <img src={iconAddress} alt="" width="26" height="26" />
            Bora
          </NavLink>
          <Navigation places={placesOf(account)} />
          <div className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-1">
            <AccountMenu />
            <ThemeChoice />
          </div>
        </div>
      </header>
      <ConnectionNotice />
      <main
        id="main"
        ref={main}
        tabIndex={-1}
        className="mx-auto w-full max-w-7xl grow px-4 py-6 outline-none print:max-w-none print:p-0"
      >
        {children}
      </main>
    </div>
  );
}

/** A person who works with keyboard or reader goes on at the top of the page that was just opened. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  return main;
}
