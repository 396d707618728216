import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { useLocation } from 'react-router';

interface NavigationGroupProps {
  readonly name: string;
  /** Addresses of the pages behind it. */
  readonly paths: readonly string[];
  readonly children: ReactNode;
}

/**
 * A button that shows and hides links (the disclosure pattern of the ARIA practices: links stay links). Escape, a click
 * elsewhere, and leaving it hide them again.
 */
export function NavigationGroup({ name, paths, children }: NavigationGroupProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const item = useRef<HTMLLIElement>(null);
  const { pathname } = useLocation();
  const isHere = paths.some((path) => pathname === path || pathname.startsWith(`${path}/`));
  // Whoever went to another page has chosen.
  useEffect(() => setOpen(false), [pathname]);
  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = ({ target }: PointerEvent) => {
      if (!item.current?.contains(target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [isOpen]);
  function closeByKey({ key }: KeyboardEvent) {
    if (key !== 'Escape' || !isOpen) return;
    setOpen(false);
    button.current?.focus();
  }
  function closeWhenLeft({ relatedTarget }: FocusEvent) {
    if (relatedTarget && !item.current?.contains(relatedTarget as Node)) setOpen(false);
  }
  return (
    <li ref={item} className="relative" onKeyDown={closeByKey} onBlur={closeWhenLeft}>
      <button
        ref={button}
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        className={`flex items-center gap-1 rounded px-2 py-1.5 text-sm hover:bg-sunken ${isHere ? 'bg-sunken font-semibold text-ink' : 'text-soft'}`}
        onClick={() => setOpen(!isOpen)}
      >
        {name}
        <span aria-hidden="true">▾</span>
      </button>
      <ul
        id={id}
        hidden={!isOpen}
        className="absolute left-0 z-40 mt-1 min-w-40 rounded-md border border-line bg-surface p-1 shadow-lg"
      >
        {children}
      </ul>
    </li>
  );
}
