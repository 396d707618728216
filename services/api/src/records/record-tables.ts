import type { Decision, PolicyReason, UndecidedReason } from '@bora/contracts';
import type { Generated } from 'kysely';
import type { Speaker } from '../scores/describe-score.ts';

/** Name of a variable and the points that it took. */
export type RecordedReason = readonly [variable: string, points: number];

export interface Versions {
  model_name: string;
  model_version: string;
  policy_name: string;
  policy_version: number;
}

export interface BatchTable extends Versions {
  id: string;
  state: 'completed' | 'cancelled';
  officer: string;
  file_name: string;
  file_sha256: string;
  file_bytes: number;
  schema_id: string;
  rows: number;
  rows_scored: number;
  rows_rejected: number;
  created_at: Date;
  ended_at: Date;
  recorded_at: Generated<Date>;
  /** Past its term: of how many rows, those on hold, the stored upload still holds the values. Null: of all. */
  rows_kept: number | null;
}

export interface DecisionTable extends Versions {
  /** Batch, or single score. */
  source_id: string;
  /** 0 for a single score. */
  row_number: number;
  decided_at: Date;
  /** Null: erased. */
  applicant_id: string | null;
  pd: number;
  score: number;
  decision: Decision;
  reasons: RecordedReason[];
  policy_reason: PolicyReason | null;
  warning_bits: number;
  officer: string;
  schema_id: string;
  /** Of a single score: the key and the values that were given. */
  key_id: string | null;
  sealed_values: Buffer | null;
}

/** The tables of the record. */
export interface RecordTables {
  batches: BatchTable;
  decisions: DecisionTable;
  /** Rows of recorded batches without a decision; the id is empty where none can be read. */
  undecided_rows: { batch_id: string; row_number: number; applicant_id: string; why: UndecidedReason };
  wordings: { model_name: string; model_version: string; speakers: Speaker[] };
  data_keys: { id: string; purpose: string; wrapped: Buffer; created_at: Generated<Date> };
  simulations: { id: string; owner: string; created_at: Date; run: unknown };
  segmentations: { id: string; owner: string; created_at: Date; run: unknown; summary: unknown };
  shared_batches: { batch_id: string; shared_at: Generated<Date> };
  saved_customers: {
    id: Generated<number>;
    owner: string;
    saved_at: Generated<Date>;
    key_id: string;
    sealed: Buffer;
  };
  outcome_files: {
    id: string;
    sha256: string;
    uploaded_by: string;
    uploaded_at: Generated<Date>;
    counts: unknown;
  };
  outcomes: {
    source_id: string;
    row_number: number;
    decided_at: Date;
    bad: boolean;
    observed_on: string;
    pd: number;
    score: number;
    model_name: string;
    model_version: string;
    file_id: string;
    recorded_at: Generated<Date>;
  };
  holds: {
    id: string;
    applicant_id: string | null;
    batch_id: string | null;
    reason: string;
    placed_by: string;
    placed_at: Generated<Date>;
    released_by: string | null;
    released_at: Date | null;
  };
  erasures: {
    id: string;
    applicant_id: string | null;
    requested_by: string;
    requested_at: Generated<Date>;
    done_at: Date | null;
    failure: string | null;
    report: unknown;
  };
  retention_runs: { id: Generated<number>; ran_at: Generated<Date>; report: unknown };
}
