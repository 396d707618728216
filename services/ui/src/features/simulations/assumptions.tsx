import type { Scenario } from '@bora/simulation/run';
import { sayFigure } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.simulations;

/** Every figure that a scenario assumes, with its unit and where it comes from; folded until wanted. */
export function Assumptions({ scenario: { assumptions } }: { scenario: Scenario }) {
  const { line, repayment, ...figures } = assumptions;
  const rows = [
    { name: 'line', value: sayLine(line), unit: line.unit, source: line.source },
    ...Object.entries(figures).map(([name, { value, unit, source }]) => ({
      name,
      value: sayFigure(value),
      unit,
      source,
    })),
    { name: 'repayment', value: repayment.value, unit: texts.none, source: repayment.source },
  ];
  return (
    <details>
      <summary className="cursor-pointer font-medium">{said.assumptions}</summary>
      <div className="mt-2 overflow-x-auto" tabIndex={0} role="region" aria-label={said.assumptions}>
        <table className="plain-table">
          <thead>
            <tr>
              <th>{said.assumptionName}</th>
              <th className="text-right">{said.value}</th>
              <th>{said.unit}</th>
              <th>{said.source}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, value, unit, source }) => (
              <tr key={name}>
                <td>{said.assumption(name)}</td>
                <td className="numbers text-right">{value}</td>
                <td>{unit}</td>
                <td className="min-w-72 text-sm text-soft">{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function sayLine(line: Scenario['assumptions']['line']): string {
  if (line.kind === 'fixed') return said.lineKind.fixed(sayFigure(line.amount));
  if (line.kind === 'column') return said.lineKind.column;
  return said.lineKind['income-multiple'](sayFigure(line.multiple));
}
