import type { Scenario } from '@bora/simulation/run';
import { type PlainColumn, PlainTable } from '../../shared/plain-table.tsx';
import { sayFigure } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.simulations;

interface Row {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly source: string;
}

const columns: readonly PlainColumn<Row>[] = [
  { name: said.assumptionName, cell: ({ name }) => said.assumption(name) },
  { name: said.value, look: 'number', cell: ({ value }) => value },
  { name: said.unit, cell: ({ unit }) => unit },
  {
    name: said.source,
    cell: ({ source }) => <span className="block min-w-72 text-sm text-soft">{source}</span>,
  },
];

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
      <div className="mt-2">
        <PlainTable label={said.assumptions} columns={columns} rows={rows} keyOf={({ name }) => name} />
      </div>
    </details>
  );
}

function sayLine(line: Scenario['assumptions']['line']): string {
  if (line.kind === 'fixed') return said.lineKind.fixed(sayFigure(line.amount));
  if (line.kind === 'column') return said.lineKind.column;
  return said.lineKind['income-multiple'](sayFigure(line.multiple));
}
