import { Batch } from '@bora/contracts';
import { makeFile, sendFile } from '../load/send-file.ts';
import { sendSingle } from '../load/send-single.ts';
import type { Scene } from '../scene.ts';
import type { Service } from '../stage/service.ts';
import { millisecondsOf, type Promised } from './promise.ts';

const rows = 10_000;

export const workerDrains: Promised = {
  name: 'a worker that scores a file ends its jobs and itself after SIGTERM',
  limitMs: 10_000,
  async measure(scene, round) {
    const id = await acceptedFile(scene, `drain-worker-${round}`);
    await untilScoring(scene, id);
    return restarted(scene.stage.workers[0]!);
  },
};

export const apiDrains: Promised = {
  name: 'an api that is asked ends its answers and itself after SIGTERM',
  limitMs: 10_000,
  async measure(scene, round) {
    const { client, pool, ledger, stage } = scene;
    const asked = Array.from({ length: 20 }, (_, number) =>
      sendSingle(client, pool, { key: `drain-api-${round}-${number}`, applicant: number }, ledger),
    );
    await acceptedFile(scene, `drain-api-${round}`);
    const ms = await restarted(stage.api);
    await Promise.all(asked);
    return ms;
  },
};

export const workerEndsWithoutRedis: Promised = {
  name: 'a worker ends after SIGTERM while Redis is down',
  limitMs: 15_000,
  measure: (scene) => withoutRedis(scene, () => restarted(scene.stage.workers[0]!)),
};

export const apiEndsWithoutRedis: Promised = {
  name: 'an api ends after SIGTERM while Redis is down',
  limitMs: 15_000,
  measure: (scene) => withoutRedis(scene, () => restarted(scene.stage.api)),
};

/** How long an orderly end takes; the process is started again. */
async function restarted(service: Service): Promise<number> {
  let ending = { code: null as number | null, signal: null as string | null };
  const ms = await millisecondsOf(async () => {
    ending = await service.stop();
  });
  await service.start();
  if (ending.code !== 0) throw new Error(`${service.name} ended with ${ending.signal ?? ending.code}`);
  return ms;
}

async function withoutRedis({ stage, client }: Scene, work: () => Promise<number>): Promise<number> {
  await stage.redis.kill();
  try {
    return await work();
  } finally {
    await stage.redis.restart();
    await client.ask('/health/ready');
  }
}

async function acceptedFile({ client, pool, ledger }: Scene, key: string): Promise<string> {
  await sendFile(client, makeFile(pool, { key, firstApplicant: 0, rows, badRows: [] }), ledger);
  const [id] = ledger.files.find(({ file }) => file.key === key)!.batchIds;
  return id!;
}

async function untilScoring({ client }: Scene, id: string): Promise<void> {
  for (;;) {
    const { text } = await client.ask(`/v1/batches/${id}`);
    if (Batch.parse(JSON.parse(text)).rowsScored > 0) return;
  }
}
