import type { CaseResult } from './run-case.ts';

/** What a run of all cases has found. */
export interface HostileReport {
  readonly measuredAt: string;
  readonly seconds: number;
  readonly node: string;
  /** Resident memory of the api before the first case, in megabytes. */
  readonly baseMb: number;
  readonly groups: Readonly<Record<string, readonly CaseResult[]>>;
}
