import { texts } from './texts.ts';

/** Tells a file that was scored to be looked at from those whose decisions are recorded. */
export function TrialMark() {
  return (
    <span className="inline-block rounded-full bg-refer-soft px-2.5 py-0.5 text-sm font-semibold whitespace-nowrap text-refer">
      {texts.files.trial}
    </span>
  );
}
