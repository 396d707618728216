import type { Counterfactual, Variable } from '@bora/contracts';
import { DecisionBadge } from '../decision-badge.tsx';
import { sayPd } from '../say-numbers.ts';
import { sayValue } from '../say-value.ts';
import { texts } from '../texts.ts';

export interface ChangesProps {
  readonly changes: Counterfactual;
  /** Of the schema, which says what codes mean; none while it is read. */
  readonly variables: readonly Variable[];
}

/** Values that would be others, in the words of the schema, and what they reach. */
export function Changes({ changes: { changes, decision, score, pd }, variables }: ChangesProps) {
  const say = (name: string, value: string | number | null) => {
    const variable = variables.find((one) => one.name === name);
    return variable ? sayValue(value, variable) : String(value ?? texts.none);
  };
  return (
    <div>
      <ul className="list-disc pl-5">
        {changes.map(({ variable, label, from, to }) => (
          <li key={variable} className="[overflow-wrap:anywhere]">
            {label}: {say(variable, from)} → <strong>{say(variable, to)}</strong>
          </li>
        ))}
      </ul>
      <p className="numbers mt-1">
        <DecisionBadge decision={decision} /> {texts.whatWouldHelp.reaches(score, sayPd(pd))}
      </p>
    </div>
  );
}
