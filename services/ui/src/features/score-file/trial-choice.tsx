import { texts } from '../../shared/texts.ts';

interface TrialChoiceProps {
  readonly isTrial: boolean;
  /** The sample is nothing but a trial. */
  readonly isSample: boolean;
  /** Label of the outcome column of the file; null where it has none. */
  readonly outcome: string | null;
  onChange(isTrial: boolean): void;
}

/** The tick whether a file is only looked at, and why it is set beforehand. */
export function TrialChoice({ isTrial, isSample, outcome, onChange }: TrialChoiceProps) {
  return (
    <div>
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-0.5 size-5 shrink-0 accent-accent"
          checked={isTrial}
          disabled={isSample}
          onChange={({ target }) => onChange(target.checked)}
        />
        {texts.scoreFile.trial}
      </label>
      {isSample && <p className="help ml-7">{texts.scoreFile.trialSample}</p>}
      {!isSample && outcome !== null && <p className="help ml-7">{texts.scoreFile.trialOutcome(outcome)}</p>}
    </div>
  );
}
