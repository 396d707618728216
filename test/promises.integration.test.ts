import { type PostgresServer, startPostgres } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type SyntheticPool, syntheticPool } from './chaos/load/applicant-pool.ts';
import { createPatientClient } from './chaos/load/patient-client.ts';
import { allPromises } from './chaos/promises/measure-promises.ts';
import { openStage, type Stage } from './chaos/stage/stage.ts';

vi.setConfig({ hookTimeout: 180_000 });
let postgres: PostgresServer;
let stage: Stage;
let pool: SyntheticPool;
beforeAll(async () => {
  postgres = await startPostgres();
  pool = await syntheticPool();
  stage = await openStage({ postgres, stores: 'folder', chunkRows: 250 });
});
afterAll(async () => {
  await stage?.close();
  await postgres?.stop();
});

describe('of the running platform it holds that', () => {
  test.each(allPromises.map((promised) => [promised.name, promised] as const))('%s', async (_, promised) => {
    const client = createPatientClient(stage.url, stage.authorization);
    const ms = await promised.measure({ stage, client, pool, ledger: { files: [], singles: [] } }, 1);
    expect(ms).toBeLessThanOrEqual(promised.limitMs);
  });
});
