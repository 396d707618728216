import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useDisclosure } from './use-disclosure.ts';

interface NavigationGroupProps {
  readonly name: string;
  /** Addresses of the pages behind it. */
  readonly paths: readonly string[];
  readonly children: ReactNode;
}

/** Links behind a button; where the window is small they stand open under their name, in the menu. */
export function NavigationGroup({ name, paths, children }: NavigationGroupProps) {
  const { isOpen, id, whole, button } = useDisclosure<HTMLLIElement>();
  const { pathname } = useLocation();
  const isHere = paths.some((path) => pathname === path || pathname.startsWith(`${path}/`));
  return (
    <li {...whole} className="col-span-2 xl:relative">
      <button
        {...button}
        className={`hidden items-center gap-1 rounded px-2 py-1.5 text-sm hover:bg-sunken xl:flex ${isHere ? 'bg-sunken font-semibold text-ink' : 'text-soft'}`}
      >
        {name}
        <span aria-hidden="true">▾</span>
      </button>
      <p className="label px-2 pt-3 pb-1 xl:hidden">{name}</p>
      <ul
        id={id}
        aria-label={name}
        className={`${isOpen ? '' : 'xl:hidden'} grid grid-cols-2 gap-x-1 xl:absolute xl:left-0 xl:z-40 xl:mt-1 xl:block xl:min-w-40 xl:rounded-md xl:border xl:border-line xl:bg-surface xl:p-1 xl:shadow-lg`}
      >
        {children}
      </ul>
    </li>
  );
}
