import { type EvaluationReport, PointsScale } from '@bora/contracts';
import { evaluationCurves, measureFairness, measureReliability } from '@bora/evaluation';
import type { Evaluation } from '@bora/model';
import { scorecardOptions, variableInformation } from '@bora/scorecard';
import { type Progress, startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { EvaluationTask } from './evaluation-task.ts';
import { outOfFoldMetrics } from './out-of-fold-metrics.ts';

/** Everything that a report says of the main model. */
export async function figuresOf(
  terminal: Terminal,
  { schema, given, applicants: { table, bad } }: EvaluationTask,
  main: Evaluation,
): Promise<Pick<EvaluationReport, 'oof' | 'reliability' | 'curves' | 'informationValues' | 'fairness'>> {
  const { pd } = main;
  let shown: Progress | undefined;
  const onProgress = (done: number, count: number): void => {
    shown ??= startProgress(terminal, { label: 'Fairness', total: count, unit: 'steps' });
    shown.update(done, `variable ${done + 1} of ${count}`);
  };
  const question = { schema, table, bad, pd, approvalRate: given.approvalRate };
  return {
    oof: outOfFoldMetrics(main),
    reliability: measureReliability(bad, pd),
    curves: evaluationCurves(bad, pd, PointsScale.parse({})),
    informationValues: variableInformation(schema, table, bad, scorecardOptions).map(
      ({ variable, informationValue }) => ({
        variable: variable.name,
        label: variable.label,
        value: informationValue,
      }),
    ),
    fairness: await measureFairness(question, { onProgress, signal: terminal.signal }).finally(() =>
      shown?.stop(),
    ),
  };
}
