import type { ModelReport } from '@bora/model';
import { formatCount, formatShare } from '../terminal/figures.ts';
import { textTable } from '../terminal/table.ts';

/** Out-of-fold figures for people. */
export function reportTable({ rows, bad, foldAuc, auc, pooled }: ModelReport): string {
  return textTable(
    ['', '', ''],
    [
      ['rows', formatCount(rows), `${formatCount(bad)} bad, ${formatShare(bad / rows)}`],
      ['AUC, mean of folds', auc.mean.toFixed(4), `± ${auc.standardError.toFixed(4)}`],
      ['AUC of each fold', foldAuc.map((fold) => fold.toFixed(4)).join(' '), ''],
      ['AUC, pooled', pooled.auc.toFixed(4), ''],
      ['Gini', pooled.gini.toFixed(4), ''],
      ['KS', pooled.ks.toFixed(4), ''],
      ['log-loss', pooled.logLoss.toFixed(4), ''],
      ['Brier', pooled.brier.toFixed(4), ''],
      ['ECE, equal frequency', pooled.eceEqualFrequency.toFixed(4), ''],
      ['EMP', pooled.emp.toFixed(5), ''],
    ],
  );
}
