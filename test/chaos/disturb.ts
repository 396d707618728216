import { setTimeout as pause } from 'node:timers/promises';
import { readBatch } from '@bora/batch-store';
import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { makeFile, sendFile } from './load/send-file.ts';
import type { PlannedDisturbance } from './plan.ts';
import type { Scene } from './scene.ts';

/** What became of one fault of a run. */
export interface Disturbed {
  readonly fault: string;
  readonly details: string;
  /** From healing until an application that came afterwards has its score. */
  readonly recoveryMs: number;
}

/** A fault does not wait longer than this for its moment, because another one may hold everything up. */
const longestWaitMs = 6_000;

/** Waits for the moment, lets the fault happen while a file is uploaded, heals it, and measures how long it takes until a score is answered. */
export async function disturb(
  scene: Scene,
  { fault, share, beside, uploadMs, uploadedMs, details, holdMs, begin }: PlannedDisturbance,
  plannedRows: number,
  note: (what: string) => void,
): Promise<Disturbed> {
  await untilScored(scene, share * plannedRows);
  const upload = sendFile(scene.client, makeFile(scene.pool, beside), scene.ledger, { overMs: uploadMs });
  // It is awaited at the end.
  upload.catch(() => {});
  await pause(uploadedMs);
  note(`${fault.name} (${details}) begins`);
  const heal = await begin(scene);
  await pause(holdMs);
  await heal();
  note(`${fault.name} is healed`);
  const healedAt = performance.now();
  await untilAnswered(scene);
  const recoveryMs = performance.now() - healedAt;
  note(`scores are answered ${Math.round(recoveryMs)} ms after ${fault.name}`);
  await upload;
  return { fault: fault.name, details, recoveryMs };
}

async function untilScored({ stage }: Scene, rows: number): Promise<void> {
  const giveUpAt = performance.now() + longestWaitMs;
  while (performance.now() < giveUpAt) {
    const scored = await Promise.race([scoredRows(stage.direct), pause(1_000, 0)]);
    if (scored >= rows) return;
    await pause(20);
  }
}

async function scoredRows(redis: Redis): Promise<number> {
  const ids = await redis.zrange(redisKeys.batches, '0', '-1');
  const batches = await Promise.all(ids.map((id) => readBatch(redis, id)));
  return batches.reduce((rows, batch) => rows + (batch?.rowsScored ?? 0), 0);
}

/** Each try is another application, on trial, so that nothing of it is recorded. */
async function untilAnswered({ client, pool }: Scene): Promise<void> {
  const request = {
    method: 'POST',
    body: JSON.stringify(pool.applications[0]),
    headers: { 'content-type': 'application/json', prefer: 'wait=1' },
  } as const;
  for (;;) {
    const answer = await client.tryOnce('/v1/scores?trial=true', request);
    if (answer?.status === 200) return;
    await pause(50);
  }
}
