import type { ScoreRecord } from '@bora/contracts';
import { type CompiledPolicy, scoreFromPd } from '@bora/decision';
import type { ApplicantTable } from '@bora/features';
import type { Scorer } from './scorer.ts';

/** Scores applicants and decides on them: one record a row, in the order of the table. */
export function scoreApplicants(
  scorer: Scorer,
  policy: CompiledPolicy,
  table: ApplicantTable,
): ScoreRecord[] {
  const { pd, warnings } = scorer.score(table);
  return Array.from(pd, (pdOfRow, row) => {
    const { decision, rule } = policy(pdOfRow, row, table);
    return {
      pd: pdOfRow,
      score: scoreFromPd(pdOfRow, scorer.scale),
      decision,
      rule,
      reasons: [],
      warningBits: warnings[row]!,
    };
  });
}
