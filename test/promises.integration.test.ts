import {
  freePort,
  type PostgresServer,
  spawnProgram,
  startPostgres,
  temporaryDirectory,
} from '@bora/testing';
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
  stage = await openStage({ postgres, stores: 'folder', chunkRows: 250, isFromSource: true });
});
afterAll(async () => {
  await stage?.close();
  await postgres?.stop();
});

test('a worker that waits for Redis at its start says so, and ends in order when it is told to', async () => {
  const redisUrl = `redis://127.0.0.1:${await freePort()}`;
  const folder = await temporaryDirectory();
  const worker = await spawnProgram('worker', {
    isFromSource: true,
    cwd: folder.path,
    env: { REDIS_URL: redisUrl, PAYLOAD_KEY: '5a'.repeat(32) },
  });
  try {
    await worker.waitForOutput(/"code":"ECONNREFUSED","msg":"redis cannot serve; waiting for it"/);
    const toldAt = performance.now();
    expect(await worker.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(performance.now() - toldAt).toBeLessThan(15_000);
  } finally {
    await worker.kill('SIGKILL');
    await folder.remove();
  }
});

describe('of the running platform it holds that', () => {
  test.each(allPromises.map((promised) => [promised.name, promised] as const))('%s', async (_, promised) => {
    const client = createPatientClient(stage.url, stage.authorization);
    const ms = await promised.measure({ stage, client, pool, ledger: { files: [], singles: [] } }, 1);
    expect(ms).toBeLessThanOrEqual(promised.limitMs);
  });
});
