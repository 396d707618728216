import { pagePaths } from '@bora/contracts';
import { NavLink } from 'react-router';
import { useAccount } from '../shared/account/use-account.ts';
import { texts } from '../shared/texts.ts';
import { AccountMenu } from './account-menu.tsx';
import iconAddress from './icon.svg';
import { Navigation } from './navigation.tsx';
import { placesOf } from './places.ts';
import { ThemeChoice } from './theme-choice.tsx';
import { useDisclosure } from './use-disclosure.ts';

/** The way to every page in one row; where the window is small, behind a button of that row. */
export function Header() {
  const { data: account } = useAccount();
  const { isOpen, id, whole, button } = useDisclosure<HTMLElement>();
  return (
    <header {...whole} className="relative border-b border-line bg-surface print:hidden">
      <div className="mx-auto flex max-w-7xl items-center justify-between gap-x-6 px-4 py-2">
        <NavLink
          to={pagePaths.scoreFile}
          className="flex items-center gap-2 text-lg font-semibold text-ink no-underline"
        >
          <img src={iconAddress} alt="" width="26" height="26" />
          Bora
        </NavLink>
        {account ? (
          <>
            <button
              {...button}
              className="flex min-h-10 items-center gap-2 rounded-md border border-edge px-3 text-sm font-medium hover:bg-sunken xl:hidden"
            >
              <span aria-hidden="true">{isOpen ? '✕' : '☰'}</span>
              {texts.navigation.menu}
            </button>
            <div
              id={id}
              className={`${isOpen ? '' : 'max-xl:hidden'} absolute inset-x-0 top-full z-40 max-h-[calc(100dvh-4rem)] space-y-3 overflow-y-auto border-y border-line bg-surface px-4 py-2 shadow-lg xl:static xl:flex xl:max-h-none xl:grow xl:items-center xl:justify-between xl:gap-x-6 xl:space-y-0 xl:overflow-visible xl:border-0 xl:p-0 xl:shadow-none`}
            >
              <Navigation places={placesOf(account)} />
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line py-2 xl:border-0 xl:py-0">
                <AccountMenu />
                <ThemeChoice />
              </div>
            </div>
          </>
        ) : (
          account === null && <ThemeChoice />
        )}
      </div>
    </header>
  );
}
