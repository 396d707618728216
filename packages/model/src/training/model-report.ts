import {
  auc,
  brier,
  eceEqualFrequency,
  eceEqualWidth,
  expectedMaximumProfit,
  gini,
  ks,
  logLoss,
  type MeanWithStandardError,
  meanWithStandardError,
} from '@bora/metrics';
import { foldCount } from './fold-of-row.ts';

/** How good PDs are that were made without seeing their rows' outcomes. */
export interface ModelReport {
  readonly rows: number;
  readonly bad: number;
  readonly foldAuc: readonly number[];
  readonly auc: MeanWithStandardError;
  /** Over the rows of all folds together, by name. */
  readonly pooled: PooledMetrics;
}

/** `emp` as a share of the amount lent, with the assumptions of Verbraken et al. 2014. */
export type PooledMetrics = Record<
  'auc' | 'gini' | 'ks' | 'logLoss' | 'brier' | 'eceEqualFrequency' | 'eceEqualWidth' | 'emp',
  number
>;

/**
 * Measures out-of-fold PDs.
 * @param folds fold of each row
 */
export function reportModel(pd: Float64Array, bad: Uint8Array, folds: Uint8Array): ModelReport {
  const foldAuc = Array.from({ length: foldCount }, (_, fold) => {
    const isOfFold = (_value: number, place: number): boolean => folds[place] === fold;
    return auc(bad.filter(isOfFold), pd.filter(isOfFold));
  });
  const pooled = {
    auc: auc(bad, pd),
    gini: gini(bad, pd),
    ks: ks(bad, pd),
    logLoss: logLoss(bad, pd),
    brier: brier(bad, pd),
    eceEqualFrequency: eceEqualFrequency(bad, pd),
    eceEqualWidth: eceEqualWidth(bad, pd),
    emp: expectedMaximumProfit(bad, pd).emp,
  };
  const badCount = bad.reduce((sum, isBad) => sum + isBad, 0);
  return { rows: bad.length, bad: badCount, foldAuc, auc: meanWithStandardError(foldAuc), pooled };
}

/** The report as the flat figures of a manifest. */
export function manifestMetrics({ auc, pooled }: ModelReport): Record<string, number> {
  const { auc: aucPooled, ...others } = pooled;
  return { auc: auc.mean, aucStandardError: auc.standardError, aucPooled, ...others };
}
