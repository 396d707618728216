import type { Comparison, EvaluationReport } from '@bora/contracts';
import { intervalChart } from '../chart/interval-chart.ts';
import { type FigureFormat, formatFigure } from '../figure-format.ts';
import type { Section } from '../page/page.ts';
import type { Table } from '../page/table.ts';

/** What a kind of comparison asks. */
export const comparisonHeadings: Readonly<Record<Comparison['kind'], string>> = {
  profile: 'Under other compliance profiles',
  ablation: 'Without some variables',
  folds: 'With other folds',
  baseline: 'Against simpler models',
};

const kinds = ['profile', 'ablation', 'folds', 'baseline'] as const;

/** The comparisons of a report by what they ask, those that there are. */
export function comparisonsByKind({
  comparisons,
}: EvaluationReport): { kind: Comparison['kind']; of: Comparison[] }[] {
  return kinds
    .map((kind) => ({ kind, of: comparisons.filter((comparison) => comparison.kind === kind) }))
    .filter(({ of }) => of.length > 0);
}

/** What other ways to model or to hold out would give; nothing where none was asked for. */
export function comparisonsSection(report: EvaluationReport): Section[] {
  const { comparisons } = report;
  if (comparisons.length === 0) return [];
  const paired = comparisons.flatMap(({ label, kind, aucDifference }) => {
    if (aucDifference === null) return [];
    const { mean: value, standardError } = aucDifference;
    return [{ label, group: kind, value, low: value - standardError, high: value + standardError }];
  });
  return [
    {
      heading: 'Comparisons',
      text: [
        'The same rows, modelled or held out in another way. Differences are the comparison minus the main model: below ' +
          'zero, the comparison is worse. Where the folds are the same, differences are taken fold by fold, with one ' +
          'standard error.',
      ],
      charts:
        paired.length === 0
          ? []
          : [
              intervalChart({
                title: 'Difference in AUC',
                description:
                  'AUC of each comparison minus that of the main model, with one standard error to both sides.',
                value: { label: 'difference in AUC ± one standard error', format: 'decimal' },
                rows: paired,
                marks: [{ x: 0, label: 'main model' }],
              }),
            ],
      tables: comparisonsByKind(report).map(({ kind, of }) => comparisonTable(kind, of, report)),
    },
  ];
}

function comparisonTable(
  kind: Comparison['kind'],
  of: readonly Comparison[],
  { oof }: EvaluationReport,
): Table {
  return {
    caption: comparisonHeadings[kind],
    columns: [
      { heading: '', format: 'text' },
      { heading: 'AUC', format: 'decimal' },
      { heading: 'difference', format: 'decimal' },
      { heading: 'KS', format: 'decimal' },
      { heading: 'difference', format: 'decimal' },
      { heading: 'EMP', format: 'fine' },
      { heading: 'difference', format: 'fine' },
      { heading: 'log-loss', format: 'decimal' },
      { heading: 'Brier', format: 'decimal' },
    ],
    rows: [
      ['main model', oof.auc, null, oof.ks, null, oof.emp, null, oof.logLoss, oof.brier],
      ...of.map((comparison) => [
        comparison.label,
        comparison.oof.auc,
        aucDifferenceText(comparison),
        comparison.oof.ks,
        signedFigure(comparison.ksDifference, 'decimal'),
        comparison.oof.emp,
        signedFigure(comparison.empDifference, 'fine'),
        comparison.oof.logLoss,
        comparison.oof.brier,
      ]),
    ],
  };
}

/** `−0.0047 ± 0.0008`, or `null` where folds differ. */
export function aucDifferenceText({ aucDifference }: Comparison): string | null {
  if (aucDifference === null) return null;
  return `${signedFigure(aucDifference.mean, 'decimal')} ± ${formatFigure(aucDifference.standardError, 'decimal')}`;
}

/** A difference with its sign. */
export function signedFigure(value: number, format: FigureFormat): string {
  return value > 0 ? `+${formatFigure(value, format)}` : formatFigure(value, format);
}
