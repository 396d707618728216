import { medianOf } from '../../../cli/src/bench/statistics.ts';
import { allFaults } from '../faults/all-faults.ts';
import type { ChaosReport } from './chaos-report.ts';

/** One fault over all runs in which it happened, alone or beside others. */
export interface FaultFigures {
  readonly name: string;
  readonly about: string;
  readonly runs: number;
  readonly passed: number;
  /** From its healing until a score is answered; null where every run broke off. */
  readonly medianRecoveryMs: number | null;
  readonly longestRecoveryMs: number | null;
  /** From the last healing of its run until every accepted file was scored. */
  readonly medianScoredMs: number | null;
}

export function faultFigures({ runs }: Pick<ChaosReport, 'runs'>): FaultFigures[] {
  return allFaults.flatMap(({ name, about }) => {
    const met = runs.filter(({ faults }) => faults.some(({ fault }) => fault === name));
    if (met.length === 0) return [];
    const recoveries = met.flatMap(({ faults }) =>
      faults.flatMap(({ fault, recoveryMs }) => (fault === name && recoveryMs !== null ? [recoveryMs] : [])),
    );
    const scored = met.flatMap(({ scoredMs }) => (scoredMs === null ? [] : [scoredMs]));
    return [
      {
        name,
        about,
        runs: met.length,
        passed: met.filter(({ violations }) => violations.length === 0).length,
        medianRecoveryMs: recoveries.length > 0 ? medianOf(recoveries) : null,
        longestRecoveryMs: recoveries.length > 0 ? Math.max(...recoveries) : null,
        medianScoredMs: scored.length > 0 ? medianOf(scored) : null,
      },
    ];
  });
}
