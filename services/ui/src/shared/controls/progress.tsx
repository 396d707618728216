import { Label, ProgressBar } from 'react-aria-components';
import { sayShare } from '../say-numbers.ts';

/** How much of something is done, 0 to 1, with what that means in words. */
export function Progress({ label, share, detail }: { label: string; share: number; detail: string }) {
  return (
    <ProgressBar value={share * 100} valueLabel={sayShare(share)} className="block">
      {({ percentage = 0, valueText }) => (
        <>
          <div className="mb-1 flex justify-between gap-4">
            <Label className="label">{label}</Label>
            <span className="numbers">{valueText}</span>
          </div>
          <div className="h-3 overflow-hidden rounded-full bg-sunken">
            <div
              className="h-full rounded-full bg-accent transition-[width]"
              style={{ width: `${percentage}%` }}
            />
          </div>
          <p className="help numbers mt-1 min-h-6">{detail}</p>
        </>
      )}
    </ProgressBar>
  );
}
