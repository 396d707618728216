import type { describeMachine } from '../../cli/src/bench/machine.ts';
import type { CaseResult } from './run-case.ts';

/** What a run of all cases has found. */
export interface HostileReport {
  readonly measuredAt: string;
  readonly seconds: number;
  readonly machine: ReturnType<typeof describeMachine>;
  readonly node: string;
  /** Random files on which the scanner agreed with another parser. */
  readonly scannedFiles: number;
  /** Resident memory of the api before the first case, in megabytes. */
  readonly baseMb: number;
  readonly groups: Readonly<Record<string, readonly CaseResult[]>>;
}
