import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useLocation } from 'react-router';

/**
 * What a button shows and hides (the disclosure pattern of the ARIA practices: links stay links). Escape, a click
 * elsewhere, leaving it, and going to a page hide it again. `whole` belongs to what holds both the button and the part,
 * `button` to the button, `id` to the part.
 */
export function useDisclosure<Whole extends HTMLElement>() {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const whole = useRef<Whole>(null);
  // Another one at every step, also to the page that one is on: whoever takes one has chosen.
  const { key: step } = useLocation();
  useEffect(() => {
    setOpen(false);
    // What is about to be hidden must not keep the focus.
    if (whole.current?.contains(document.activeElement)) button.current?.focus();
  }, [step]);
  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = ({ target }: PointerEvent) => {
      if (!whole.current?.contains(target as Node)) setOpen(false);
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
    if (relatedTarget && !whole.current?.contains(relatedTarget as Node)) setOpen(false);
  }
  return {
    isOpen,
    id,
    whole: { ref: whole, onKeyDown: closeByKey, onBlur: closeWhenLeft },
    button: {
      ref: button,
      type: 'button',
      'aria-expanded': isOpen,
      'aria-controls': id,
      onClick: () => setOpen(!isOpen),
    },
  } as const;
}
