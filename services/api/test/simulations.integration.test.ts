import { Operations, queuePrefix, queues } from '@bora/contracts';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApi, startApi } from './support/running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

it('operations show the simulations that wait', async () => {
  const queue = new Queue(queues.simulations.name, { connection: api.redis, prefix: queuePrefix });
  await queue.addBulk([0, 1].map((chunk) => ({ name: 'any', data: {}, opts: { jobId: `any-${chunk}` } })));
  const { queues: states } = Operations.parse(await (await fetch(`${api.url}/v1/operations`)).json());
  expect(states.find(({ name }) => name === queues.simulations.name)).toMatchObject({
    waiting: 2,
    failed: 0,
  });
  await queue.close();
});
