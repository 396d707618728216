import type { Table } from '@bora/report';
import type { Scenario } from '../scenario/scenario.ts';

/** Every assumption with its unit and source. */
export function assumptionTable({ assumptions }: Scenario): Table {
  const { line, repayment, ...rest } = assumptions;
  const { kind, unit, source, ...figures } = line;
  const described = Object.entries(figures)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${inWords(name)} ${value}`);
  return {
    caption: 'Assumptions',
    columns: [
      { heading: 'assumption', format: 'text' },
      { heading: 'value', format: 'text' },
      { heading: 'unit', format: 'text' },
      { heading: 'source', format: 'text' },
    ],
    rows: [
      ['line', [inWords(kind), ...described].join(', '), unit, source],
      ['repayment', repayment.value, null, repayment.source],
      ...Object.entries(rest).map(([name, one]) => [inWords(name), String(one.value), one.unit, one.source]),
    ],
  };
}

/** `costOfFunds` becomes `cost of funds`. */
function inWords(name: string): string {
  if (name === 'apr' || name === 'lgd') return name.toUpperCase();
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
}
