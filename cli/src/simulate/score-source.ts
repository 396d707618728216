import type { Decision } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import type { ScoreOrigin } from '@bora/simulation';

/** PDs of applicants that are replayed, wherever they come from. */
export interface ScoreSource {
  readonly title: string;
  /** PD of each row of the table, and decisions where the source has made them. */
  score(table: ApplicantTable, bad: Uint8Array): SourcedScores;
  /** Told after the last row: what is known of the applicants then. @throws CliError where they may not be replayed */
  finish(): { readonly origin: ScoreOrigin; readonly seenInTraining: number | null };
  dispose(): void;
}

export interface SourcedScores {
  readonly pd: ArrayLike<number>;
  /** `null` where the policy is still to decide. */
  readonly decisions: readonly Decision[] | null;
}
