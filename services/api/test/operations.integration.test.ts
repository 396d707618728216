import { queues as catalogue, Operations, type QueueState } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inventedHeader, inventedLine } from './support/invented-schema.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { startSimulatedWorker } from './support/simulated-worker.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi({ CHUNK_ROWS: '50' });
});
afterAll(() => api.close());

async function chunkQueue(): Promise<QueueState | undefined> {
  const response = await fetch(`${api.url}/v1/operations`);
  const { queues } = Operations.parse(await response.json());
  return queues.find(({ name }) => name === 'chunks');
}

it('an operator sees how many jobs wait, and that none does when they are done', async () => {
  const lines = Array.from({ length: 150 }, (_, index) => inventedLine(index + 1));
  await fetch(`${api.url}/v1/batches`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: `${inventedHeader}\n${lines.join('\n')}\n`,
  });
  const { oldestWaitingAt, ...states } = (await chunkQueue())!;
  expect(states).toEqual({ name: 'chunks', waiting: 3, active: 0, delayed: 0, failed: 0 });
  expect(Date.now() - Date.parse(oldestWaitingAt!)).toBeLessThan(30_000);
  const worker = startSimulatedWorker(api.redisServer.url, api.cipher);
  await waitUntil(async () => (await chunkQueue())?.waiting === 0, { what: 'the jobs to be taken' });
  await worker.close();
  expect((await chunkQueue())?.oldestWaitingAt).toBeNull();
});

it('an operator sees every queue of the catalogue', async () => {
  const { queues } = Operations.parse(await (await fetch(`${api.url}/v1/operations`)).json());
  const names = Object.values(catalogue).map(({ name }) => name);
  expect(queues.map(({ name }) => name).sort()).toEqual(names.sort());
});
