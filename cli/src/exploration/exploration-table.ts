import type { Exploration } from '@bora/exploration';
import { formatCount, formatShare } from '../terminal/figures.ts';
import { textTable } from '../terminal/table.ts';

const mostRows = 12;

/** What is said of an exploration at the terminal. */
export function explorationTable({ rows, schema, outcome, ...exploration }: Exploration): string {
  const { variables, duplicates, rejects, warnings } = exploration;
  const bad = outcome ? `, ${formatShare(outcome.badRate.value)} bad` : ', outcomes unknown';
  const constant = variables.filter(({ isConstant }) => isConstant).map(({ label }) => label);
  const findings = [
    ...Object.entries(rejects).map(([code, count]) => `rejected ${code}: ${formatCount(count)}`),
    ...Object.entries(warnings).map(([code, count]) => `warning ${code}: ${formatCount(count)}`),
    ...(constant.length > 0 ? [`constant: ${constant.join(', ')}`] : []),
    ...duplicates.map(({ label, sameAs }) => `duplicate: ${label} = ${sameAs}`),
  ];
  const first = variables
    .toSorted((left, right) => (right.informationValue ?? 0) - (left.informationValue ?? 0))
    .slice(0, mostRows);
  const more = variables.length - first.length;
  const header = ['variable', 'kind', 'missing', 'information value'];
  const lines = first.map((one) => [
    one.label,
    one.kind,
    formatShare(one.missing / rows),
    one.informationValue?.toFixed(4) ?? '',
  ]);
  return [
    `${formatCount(rows)} applicants of ${schema.id}${bad}`,
    ...findings,
    '',
    textTable(header, lines),
    ...(more > 0 ? [`${formatCount(more)} more variables are on the page (--out) and in --json.`] : []),
  ].join('\n');
}
