import type { EvaluationReport, Interval } from '@bora/contracts';
import { formatCount, formatShare } from '../terminal/figures.ts';
import { type Cell, textTable } from '../terminal/table.ts';

/** A report for people, beside the one that it replaces where both measured the same. */
export function evaluationTable(report: EvaluationReport, committed: EvaluationReport | null): string {
  const { protocol } = report;
  const { rows, bad } = protocol.data;
  const sections = [
    `A ${protocol.kind} of ${protocol.schema} under profile ${protocol.profile}: ` +
      `${formatCount(rows)} rows, ${formatCount(bad)} bad (${formatShare(bad / rows)})`,
    figureTable(report, committed),
    reliabilityTable(report),
    fairnessTable(report),
    comparisonTable(report),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function figureTable({ oof }: EvaluationReport, committed: EvaluationReport | null): string {
  const line = (
    name: string,
    figure: 'auc' | 'aucPooled' | 'gini' | 'ks' | 'logLoss' | 'brier' | 'ece' | 'eceEqualWidth' | 'emp',
    digits = 4,
  ): Cell[] => {
    const value = oof[figure].toFixed(digits);
    if (!committed) return [name, value];
    const before = committed.oof[figure];
    return [name, value, before.toFixed(digits), (oof[figure] - before).toFixed(digits)];
  };
  const header = committed ? ['', '', 'committed', 'difference'] : ['', ''];
  const table = textTable(header, [
    line('AUC, mean of folds', 'auc'),
    line('AUC, pooled', 'aucPooled'),
    line('Gini', 'gini'),
    line('KS', 'ks'),
    line('log-loss', 'logLoss'),
    line('Brier', 'brier'),
    line('ECE, equal frequency', 'ece'),
    line('ECE, equal width', 'eceEqualWidth'),
    line('EMP', 'emp', 5),
  ]);
  const folds = oof.foldAuc.map((fold) => fold.toFixed(4)).join(' ');
  return `${table}\nAUC of the folds: ${folds} (standard error of their mean ${oof.aucStandardError.toFixed(4)})`;
}

function reliabilityTable({ reliability }: EvaluationReport): string {
  const { bins, overall, binsWithinInterval } = reliability;
  const table = textTable(
    ['tenth by PD', 'rows', 'mean PD', 'bad rate', '95 % interval'],
    [...bins, overall].map(({ count, pdMean, badRate }, index) => [
      index < bins.length ? String(index + 1) : 'all',
      formatCount(count),
      pdMean.toFixed(4),
      badRate.value.toFixed(4),
      between(badRate, 4),
    ]),
  );
  return `${table}\nThe mean PD is within the interval in ${binsWithinInterval} of ${bins.length} tenths.`;
}

function fairnessTable({ fairness }: EvaluationReport): string {
  if (fairness.groups.length === 0) return 'Fairness: the schema tells no two groups of enough rows apart.';
  const figure = (interval: Interval | null, digits: number): string =>
    interval ? `${interval.value.toFixed(digits)} (${between(interval, digits)})` : '';
  const table = textTable(
    ['group', '', 'rows', 'bad rate', 'approved', 'bad of approved', 'AUC', 'impact ratio'],
    fairness.groups.map((group) => [
      group.label,
      group.group,
      formatCount(group.rows),
      group.badRate.value.toFixed(3),
      group.approvalRate.value.toFixed(3),
      group.badRateOfApproved?.value.toFixed(3) ?? '',
      figure(group.auc, 3),
      figure(group.adverseImpactRatio, 3),
    ]),
  );
  return (
    `Fairness, when the ${formatShare(fairness.approvalRate)} of lowest PD are approved; groups of at least ` +
    `${formatCount(fairness.minimumRows)} rows, 95 % intervals\n${table}`
  );
}

function comparisonTable({ comparisons }: EvaluationReport): string {
  if (comparisons.length === 0) return '';
  return textTable(
    ['comparison', 'AUC', 'difference', '', 'KS difference', 'EMP difference'],
    comparisons.map(({ id, oof, aucDifference, ksDifference, empDifference }) => [
      id,
      oof.auc.toFixed(4),
      aucDifference ? aucDifference.mean.toFixed(4) : '',
      aucDifference ? `± ${aucDifference.standardError.toFixed(4)}` : '',
      ksDifference.toFixed(4),
      empDifference.toFixed(5),
    ]),
  );
}

function between({ low, high }: Interval, digits: number): string {
  return `${low.toFixed(digits)} to ${high.toFixed(digits)}`;
}
