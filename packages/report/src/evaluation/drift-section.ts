import type { EvaluationDrift, EvaluationReport } from '@bora/contracts';
import { barChart } from '../chart/bar-chart.ts';
import type { Chart } from '../chart/chart.ts';
import { formatFigure } from '../figure-format.ts';
import type { Section } from '../page/page.ts';
import type { Table } from '../page/table.ts';

const mostBars = 12;
/** Usual limits of the population stability index: below 0.1 stable, above 0.25 to act on. */
const psiMarks = [{ x: 0.25, label: '0.25' }];

/** How later files differ from the training data; nothing where none was given. */
export function driftSection({ drift }: EvaluationReport): Section[] {
  if (drift.length === 0) return [];
  return [
    {
      heading: 'Drift',
      text: [
        'Population stability index (PSI) of other files against the training data: below 0.1 is usually called stable, ' +
          'above 0.25 something to act on. A code that training never saw may be a broken encoding and not another population.',
        ...drift.map(
          ({ file, rows, model, scorePsi }) =>
            `${file}: ${formatFigure(rows, 'count')} rows against the reference of ${model.name}/${model.version}; PSI of the score ${formatFigure(scorePsi, 'decimal')}.`,
        ),
      ],
      charts: drift.flatMap(driftChart),
      tables: drift.map(driftTable),
    },
  ];
}

/** Variables of a file, the most drifted first; those without a PSI last. */
export function byPsi({ variables }: EvaluationDrift): EvaluationDrift['variables'] {
  return variables.toSorted((left, right) => (right.psi ?? -1) - (left.psi ?? -1));
}

function driftChart(drift: EvaluationDrift): Chart[] {
  const bars = byPsi(drift)
    .flatMap(({ label, psi }) => (psi === null ? [] : [{ label, value: psi }]))
    .slice(0, mostBars);
  if (bars.length === 0) return [];
  return [
    barChart({
      title: `PSI of ${drift.file}`,
      description: `The ${bars.length} variables with the largest population stability index; the first is ${bars[0]!.label}.`,
      value: { label: 'PSI', format: 'decimal' },
      bars,
      marks: psiMarks,
    }),
  ];
}

function driftTable(drift: EvaluationDrift): Table {
  return {
    caption: `Variables of ${drift.file}`,
    folded: true,
    columns: [
      { heading: 'Variable', format: 'text' },
      { heading: 'PSI', format: 'decimal' },
      { heading: 'Finding', format: 'text' },
    ],
    rows: byPsi(drift).map(({ label, psi, finding }) => [label, psi, finding]),
  };
}
