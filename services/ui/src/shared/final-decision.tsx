import type { Decision, Overridden } from '@bora/contracts';
import { DecisionBadge } from './decision-badge.tsx';
import { sayMoment } from './say-numbers.ts';
import { texts } from './texts.ts';

type Decided = Overridden & { readonly decision: Decision };

interface FinalDecisionProps {
  readonly one: Decided;
  /** On a small screen the arrow alone is seen of what the model decided. */
  readonly isTight?: boolean;
}

/** A decision of the model and, where a person decided otherwise, what that person decided: on one line. */
export function FinalDecision({ one, isTight = false }: FinalDecisionProps) {
  if (one.overriddenTo === null) return <DecisionBadge decision={one.decision} />;
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap" title={sayOverridden(one)}>
      <s className={`text-soft ${isTight ? 'max-sm:sr-only' : ''}`}>{texts.decision[one.decision]}</s>
      <span aria-hidden="true">→</span>
      <span className="sr-only">{texts.overridden.to}</span>
      <DecisionBadge decision={one.overriddenTo} />
    </span>
  );
}

/** Who decided otherwise, and when; empty where nobody did. */
export function sayOverridden({ overriddenTo, overriddenBy, overriddenAt }: Overridden): string {
  if (overriddenTo === null || !overriddenBy || !overriddenAt) return '';
  return texts.overridden.by(texts.decision[overriddenTo], overriddenBy.name, sayMoment(overriddenAt));
}
