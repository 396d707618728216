import { reportWorker } from '@bora/batch-store';
import { Readiness } from '@bora/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelName } from './support/invented-bundle.ts';
import { firstVersion, type RunningApi, startApi } from './support/running-api.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

const report = (id: string, models: { name: string; version: string }[]) =>
  reportWorker(api.redis, { id, startedAt: new Date().toISOString(), backend: 'wasm', threads: 1, models });

async function readiness(): Promise<Readiness> {
  return Readiness.parse(await (await fetch(`${api.url}/health/ready`)).json());
}

test('a worker without a loaded model does not count as one that can score, and ready says so', async () => {
  expect((await readiness()).checks.workers.message).toContain('No worker has reported');
  await report('empty', []);
  const empty = await readiness();
  expect([empty.ready, empty.checks.workers.status]).toEqual([false, 'failed']);
  expect(empty.checks.workers.message).toContain('No worker has loaded a model');
  await report('loaded', [{ name: modelName, version: firstVersion }]);
  expect(await readiness()).toMatchObject({ ready: true, checks: { workers: { status: 'ok' } } });
});
