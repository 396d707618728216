import type { Estimate, ObservedComparison, ObservedReport } from '@bora/simulation';
import { formatCount, formatShare } from '../terminal/figures.ts';
import { textTable } from '../terminal/table.ts';

/** What the loans earned, by every group, and the comparison where a model was given. */
export function observedTable(report: ObservedReport): string {
  const row = (name: string, value: string, totals: ObservedReport['all']) => [
    name,
    value,
    formatCount(totals.loans),
    formatShare(totals.bad / totals.loans),
    formatCents(totals.amount),
    formatCents(totals.profit),
    formatShare(totals.profit / totals.amount),
  ];
  const header = [
    'approve all',
    '',
    'loans',
    'bad',
    `lent, ${report.currency}`,
    'profit',
    'of what was lent',
  ];
  const groups = report.groups.flatMap(({ name, totals }) =>
    totals.map((one) => row(name, one.value, one.totals)),
  );
  const parts = [
    `${report.title}: observed cash flows, undiscounted. ${report.description}`,
    textTable(header, [row('all', '', report.all), ...groups]),
  ];
  if (report.comparison) parts.push(comparisonTables(report, report.comparison));
  parts.push(report.notes.map((note) => `* ${note}`).join('\n'));
  return parts.join('\n\n');
}

function comparisonTables(report: ObservedReport, comparison: ObservedComparison): string {
  const { model, policy, auc, strategies, differences, shares, seenInTraining } = comparison;
  const range = '95 % interval';
  const interval = ({ low, high }: Estimate, format: (value: number) => string) =>
    `${format(low)} to ${format(high)}`;
  const decided = strategies.map(({ title, loans, amount, profit, profitOnAmount, badRate }) => [
    title,
    formatCount(loans),
    formatCount(amount),
    formatShare(badRate.value),
    formatCount(profit.value),
    interval(profit, formatCount),
    formatShare(profitOnAmount.value),
  ]);
  const four = (value: number) => value.toFixed(4);
  const ranked = auc.map(({ order, auc: own, modelLess }) => [
    order,
    four(own.value),
    interval(own, four),
    signed(modelLess.value, four),
    interval(modelLess, four),
  ]);
  const less = differences.map(({ title, profit, profitOnAmount, badRate }) => [
    title,
    signed(profit.value, formatCount),
    interval(profit, formatCount),
    signed(profitOnAmount.value, formatPoints),
    interval(profitOnAmount, formatPoints),
    signed(badRate.value, formatPoints),
    interval(badRate, formatPoints),
  ]);
  const atShares = shares.map((at) => [
    formatShare(at.share),
    formatCount(at.model),
    formatCount(at.lender),
    formatCount(at.chance),
    signed(at.modelLessLender.value, formatCount),
    interval(at.modelLessLender, formatCount),
    signed(at.modelLessChance.value, formatCount),
    interval(at.modelLessChance, formatCount),
  ]);
  return [
    `${model}, policy ${policy}`,
    ...(seenInTraining > 0
      ? [`IN SAMPLE: the model had seen ${formatCount(seenInTraining)} of the loans.`]
      : []),
    '',
    textTable(['order', 'AUC', range, 'model less it', range], ranked),
    '',
    textTable(['decided by', 'loans', 'lent', 'bad', 'profit', range, 'of what was lent'], decided),
    '',
    textTable(['difference', 'profit', range, 'of what was lent', range, 'bad', range], less),
    '',
    textTable(
      ['safest share', 'model', 'lender', 'chance', 'model less lender', range, 'model less chance', range],
      atShares,
    ),
    '',
    `Intervals: ${formatCount(report.replicates)} paired draws of the loans, seed ${report.seed}.`,
  ].join('\n');
}

function formatCents(amount: number): string {
  return amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** Percentage points: the difference of two shares. */
function formatPoints(difference: number): string {
  return `${(difference * 100).toFixed(1)} pp`;
}

function signed(value: number, format: (value: number) => string): string {
  return value > 0 ? `+${format(value)}` : format(value);
}
