import type { Decision } from '@bora/contracts';
import { texts } from './texts.ts';

const looks: Record<Decision, string> = {
  approve: 'bg-approve-soft text-approve',
  refer: 'bg-refer-soft text-refer',
  decline: 'bg-decline-soft text-decline',
};

export function DecisionBadge({ decision }: { decision: Decision }) {
  return (
    <span
      className={`inline-block rounded-full px-2.5 py-0.5 text-sm font-semibold print:border ${looks[decision]}`}
    >
      {texts.decision[decision]}
    </span>
  );
}
