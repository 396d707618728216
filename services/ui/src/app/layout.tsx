import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { useSignedOutNotice } from '../shared/account/use-account.ts';
import { texts } from '../shared/texts.ts';
import { ConnectionNotice } from './connection-notice.tsx';
import { Header } from './header.tsx';

/** The frame of every page: the way to the others above, the page below. */
export function Layout({ children }: { children: ReactNode }) {
  const main = useFocusOnNewPage();
  useSignedOutNotice();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only rounded bg-surface p-2 focus:not-sr-only focus:absolute focus:z-50 print:hidden"
      >
        {texts.navigation.skip}
      </a>
      <Header />
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
