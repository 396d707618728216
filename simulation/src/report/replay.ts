import type { Segmentation } from '../replay/segments.ts';
import type { ReplayedPolicy, ScoreOrigin } from './simulation-report.ts';

/** Applicants of a labelled file with what the model said of them, in columns, in the order of the file. */
export interface Replay {
  /** Row number in the file, from 1. */
  readonly row: Uint32Array;
  /** 1 = bad. */
  readonly bad: Uint8Array;
  readonly policy: ReplayedPolicy;
  readonly model: ScoredModel;
  readonly against: ScoredModel | null;
  readonly segmentation: Segmentation | null;
}

export interface ScoredModel {
  readonly title: string;
  readonly origin: ScoreOrigin;
  /** `null` where it cannot be told. */
  readonly seenInTraining: number | null;
  readonly pd: Float64Array;
  /** Of the policy. */
  readonly decision: Uint8Array;
}

/** Codes of `ScoredModel.decision`. */
export const decisionCodes = ['approve', 'refer', 'decline'] as const;

/** 1 for who is approved: a referred applicant is not, whatever a person would decide later. */
export function approvedByPolicy({ decision }: ScoredModel): Float64Array {
  return Float64Array.from(decision, (code) => (code === 0 ? 1 : 0));
}
