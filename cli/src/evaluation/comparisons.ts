import type { Comparison, OutOfFoldMetrics } from '@bora/contracts';
import type { PlannedComparison } from '@bora/evaluation';
import { CliError } from '../terminal/cli-error.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { EvaluationArguments } from './evaluation-arguments.ts';
import type { EvaluationTask } from './evaluation-task.ts';
import { measurePlanned } from './measured-model.ts';
import { outOfFoldMetrics } from './out-of-fold-metrics.ts';

/** What `--all` or `--only` asks for. @throws CliError for an id that the schema does not give rise to */
export function chosenComparisons(
  plan: readonly PlannedComparison[],
  { all, only }: Pick<EvaluationArguments, 'all' | 'only'>,
): PlannedComparison[] {
  if (!only) return all ? [...plan] : [];
  const unknown = only.find((id) => !plan.some((planned) => planned.id === id));
  if (unknown === undefined) return plan.filter(({ id }) => only.includes(id));
  throw new CliError(
    `There is no comparison ${unknown}: choose from ${plan.map(({ id }) => id).join(', ')}.`,
  );
}

/** Measures them one after the other; two that ask for the same model and folds are measured once. */
export async function measureComparisons(
  terminal: Terminal,
  task: EvaluationTask,
  chosen: readonly PlannedComparison[],
): Promise<Pick<Comparison, 'id' | 'oof'>[]> {
  const measured = new Map<string, OutOfFoldMetrics>();
  const comparisons: Pick<Comparison, 'id' | 'oof'>[] = [];
  for (const [index, planned] of chosen.entries()) {
    const asked = JSON.stringify([planned.model, planned.folds, [...planned.forbidden].sort()]);
    const label = `${planned.id}, ${index + 1} of ${chosen.length}`;
    const oof = measured.get(asked) ?? outOfFoldMetrics(await measurePlanned(terminal, task, planned, label));
    measured.set(asked, oof);
    comparisons.push({ id: planned.id, oof });
  }
  return comparisons;
}
