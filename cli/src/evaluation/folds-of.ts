import { assertBothOutcomes, blockFolds, groupedFolds, type PlannedComparison } from '@bora/evaluation';
import { foldCount, foldsOfRows } from '@bora/model';
import type { EvaluationTask } from './evaluation-task.ts';

/** Fold of each applicant by a rule. @throws FoldWithoutOutcomesError */
export function foldsOf(
  { schema, applicants: { table, bad } }: EvaluationTask,
  rule: PlannedComparison['folds'],
): Uint8Array {
  const folds = {
    rows: () => foldsOfRows(table.row, 0),
    blocks: () => blockFolds(table.rowCount, foldCount),
    places: () => groupedFolds(schema, schema.grouping ?? [], table, foldCount),
  }[rule]();
  assertBothOutcomes(folds, bad, foldCount, `by ${rule}`);
  return folds;
}
