import { setTimeout as pause } from 'node:timers/promises';
import { Batch } from '@bora/contracts';
import { makeFile, sendFile } from '../load/send-file.ts';
import type { Scene } from '../scene.ts';
import type { Service } from '../stage/service.ts';
import { millisecondsOf, type Promised } from './promise.ts';

const rows = 10_000;
const uploadMs = 3_000;

export const workerDrains: Promised = {
  name: 'a worker that scores a file ends its jobs and itself after SIGTERM',
  limitMs: 10_000,
  async measure(scene, round) {
    const id = await acceptedFile(scene, `drain-worker-${round}`);
    await untilScoring(scene, id);
    const [worker] = scene.stage.workers;
    const ms = await ended(worker!);
    await startAgain(worker!);
    return ms;
  },
};

export const apiDrains: Promised = {
  name: 'an api to which a file is uploaded takes it in, answers and ends after SIGTERM',
  limitMs: 10_000,
  async measure({ client, pool, stage }, round) {
    const file = makeFile(pool, { key: `drain-api-${round}`, firstApplicant: 0, rows, badRows: [] });
    const headers = { 'content-type': pool.contentType };
    const request = { method: 'POST', body: file.bytes, headers, overMs: uploadMs } as const;
    const answer = client.tryOnce('/v1/batches', request);
    await pause(uploadMs / 2);
    const ms = await ended(stage.api);
    const { status, text } = (await answer) ?? { status: 0, text: 'nothing' };
    await startAgain(stage.api);
    if (status !== 202) throw new Error(`the upload that was under way was answered ${status} ${text}`);
    return ms;
  },
};

export const workerEndsWithoutRedis: Promised = {
  name: 'a worker ends after SIGTERM while Redis is down',
  limitMs: 15_000,
  measure: (scene) => endedWithoutRedis(scene, scene.stage.workers[0]!),
};

export const apiEndsWithoutRedis: Promised = {
  name: 'an api ends after SIGTERM while Redis is down',
  limitMs: 15_000,
  measure: (scene) => endedWithoutRedis(scene, scene.stage.api),
};

/** How long its orderly end takes. */
async function ended(service: Service): Promise<number> {
  let ending = { code: null as number | null, signal: null as string | null };
  const ms = await millisecondsOf(async () => {
    ending = await service.stop();
  });
  const said = service.outputs().at(-1)?.slice(-2_000);
  if (ending.code !== 0)
    throw new Error(`${service.name} ended with ${ending.signal ?? ending.code}:\n${said}`);
  return ms;
}

async function startAgain(service: Service): Promise<void> {
  await service.start();
  await service.started();
}

async function endedWithoutRedis({ stage }: Scene, service: Service): Promise<number> {
  await stage.redis.kill();
  const ms = await ended(service);
  await stage.redis.restart();
  await startAgain(service);
  return ms;
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
    await pause(10);
  }
}
