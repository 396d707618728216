import type { OutOfFoldMetrics } from '@bora/contracts';
import type { Evaluation } from '@bora/model';

/** The figures of an evaluation as a report has them. */
export function outOfFoldMetrics({ report: { auc, foldAuc, pooled } }: Evaluation): OutOfFoldMetrics {
  return {
    auc: auc.mean,
    aucStandardError: auc.standardError,
    foldAuc: [...foldAuc],
    aucPooled: pooled.auc,
    gini: pooled.gini,
    ks: pooled.ks,
    logLoss: pooled.logLoss,
    brier: pooled.brier,
    ece: pooled.eceEqualFrequency,
    eceEqualWidth: pooled.eceEqualWidth,
    emp: pooled.emp,
  };
}
