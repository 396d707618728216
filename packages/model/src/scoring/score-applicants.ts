import type { ScoreRecord } from '@bora/contracts';
import { type CompiledPolicy, scoreFromPd } from '@bora/decision';
import type { ApplicantTable } from '@bora/features';
import { principalReasons } from '../attribution/principal-reasons.ts';
import type { Scorer } from './scorer.ts';

/** Scores applicants, decides on them and gives reasons: one record a row, in the order of the table. */
export function scoreApplicants(
  scorer: Scorer,
  policy: CompiledPolicy,
  table: ApplicantTable,
): ScoreRecord[] {
  const { pd, warnings, contributions } = scorer.explain(table);
  const reasonsOf = principalReasons(contributions, scorer.explainedVariables, scorer.scale);
  return Array.from(pd, (pdOfRow, row) => {
    const { decision, rule } = policy(pdOfRow, row, table);
    return {
      pd: pdOfRow,
      score: scoreFromPd(pdOfRow, scorer.scale),
      decision,
      rule,
      reasons: reasonsOf(row),
      warningBits: warnings[row]!,
    };
  });
}
