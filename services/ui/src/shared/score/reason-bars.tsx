import type { Reason } from '@bora/contracts';
import { sayPoints } from '../say-numbers.ts';
import { texts } from '../texts.ts';

interface ReasonBarsProps {
  readonly reasons: readonly Reason[];
  /** Points of the same variables before, where a value was changed. */
  readonly before?: readonly Reason[];
}

/** What lowered a score and what raised it, in points to the left and to the right of nothing. */
export function ReasonBars({ reasons, before }: ReasonBarsProps) {
  if (reasons.length === 0) return <p className="text-soft">{texts.reasons.none}</p>;
  const widest = Math.max(...reasons.map(({ points }) => Math.abs(points)), 1);
  return (
    <ol className="space-y-3 print:space-y-1">
      {reasons.map(({ variable, text, points }) => {
        const earlier = before?.find((reason) => reason.variable === variable);
        return (
          <li key={variable}>
            <div className="flex items-baseline justify-between gap-4">
              <span>{text}</span>
              <span className="numbers shrink-0 font-semibold">
                {sayPoints(points)}
                {before && (
                  <span className="ml-2 font-normal text-soft">
                    {earlier ? texts.reasons.before(sayPoints(earlier.points)) : texts.reasons.isNew}
                  </span>
                )}
              </span>
            </div>
            <Bar share={points / widest} />
          </li>
        );
      })}
    </ol>
  );
}

/** From −1, the whole left half, to 1. */
function Bar({ share }: { share: number }) {
  const width = `${Math.abs(share) * 50}%`;
  const isLower = share < 0;
  return (
    <div className="relative mt-1 h-2.5 rounded-sm bg-sunken [print-color-adjust:exact]" aria-hidden="true">
      <div
        className={`absolute inset-y-0 rounded-sm ${isLower ? 'bg-decline' : 'bg-approve'}`}
        style={isLower ? { right: '50%', width } : { left: '50%', width }}
      />
      <div className="absolute inset-y-[-2px] left-1/2 w-px bg-edge" />
    </div>
  );
}
