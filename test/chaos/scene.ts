import type { SyntheticPool } from './load/applicant-pool.ts';
import type { Ledger } from './load/ledger.ts';
import type { PatientClient } from './load/patient-client.ts';
import type { Stage } from './stage/stage.ts';

/** What a fault can reach: the platform, and the clients that use it. */
export interface Scene {
  readonly stage: Stage;
  readonly client: PatientClient;
  readonly pool: SyntheticPool;
  readonly ledger: Ledger;
}
