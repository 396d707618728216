import { texts } from '../texts.ts';

/** Marks a figure that rests on assumed money. */
export function Assumed() {
  return (
    <span className="rounded-full bg-refer-soft px-2 py-0.5 text-xs font-semibold text-refer">
      {texts.simulations.assumed}
    </span>
  );
}
