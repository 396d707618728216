import type { Comparison, OutOfFoldMetrics } from '@bora/contracts';
import { meanWithStandardError } from '@bora/metrics';
import type { PlannedComparison } from './planned-comparisons.ts';

/** Another way to model or to hold out, beside the main model; fold by fold where both have the same folds. */
export function compareWithMain(
  main: OutOfFoldMetrics,
  { id, kind, label }: Pick<PlannedComparison, 'id' | 'kind' | 'label'>,
  oof: OutOfFoldMetrics,
): Comparison {
  const differences = oof.foldAuc.map((auc, fold) => auc - main.foldAuc[fold]!);
  return {
    id,
    kind,
    label,
    oof,
    aucDifference: kind === 'folds' ? null : { ...meanWithStandardError(differences) },
    ksDifference: oof.ks - main.ks,
    empDifference: oof.emp - main.emp,
  };
}

/**
 * Comparisons measured now in the place of those of the same id measured before, in the order of the plan, each set
 * against the main model of now. What is no longer planned is left out.
 */
export function orderComparisons(
  main: OutOfFoldMetrics,
  plan: readonly PlannedComparison[],
  before: readonly Pick<Comparison, 'id' | 'oof'>[],
  now: readonly Pick<Comparison, 'id' | 'oof'>[],
): Comparison[] {
  const byId = new Map([...before, ...now].map((comparison) => [comparison.id, comparison]));
  return plan.flatMap((planned) => {
    const found = byId.get(planned.id);
    return found ? [compareWithMain(main, planned, found.oof)] : [];
  });
}
