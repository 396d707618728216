import type { Application } from '@bora/contracts';
import type { ApplicantPool } from './applicant-pool.ts';

/** A file as it was sent: for each row the number of the applicant in the pool, or null for a line that is none. */
export interface SentFile {
  readonly key: string;
  readonly pool: ApplicantPool;
  readonly rows: readonly (number | null)[];
  readonly bytes: Buffer;
}

/** A file that the api said it has accepted. */
export interface AcceptedFile {
  readonly file: SentFile;
  /** Every id that was answered for its key: one, whatever happened. */
  readonly batchIds: ReadonlySet<string>;
}

/** A single application that the api said it has accepted. */
export interface AcceptedSingle {
  readonly key: string;
  readonly applicant: number;
  readonly application: Application;
  /** Every id that was answered for its key: one, whatever happened. */
  readonly scoreIds: ReadonlySet<string>;
}

/** All that was accepted in a run: what the platform owes. */
export interface Ledger {
  readonly files: AcceptedFile[];
  readonly singles: AcceptedSingle[];
}
