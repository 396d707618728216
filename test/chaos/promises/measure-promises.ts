import type { PostgresServer } from '@bora/testing';
import type { SyntheticPool } from '../load/applicant-pool.ts';
import { createPatientClient } from '../load/patient-client.ts';
import type { Scene } from '../scene.ts';
import { openStage } from '../stage/stage.ts';
import { apiDrains, apiEndsWithoutRedis, workerDrains, workerEndsWithoutRedis } from './ends.ts';
import type { MeasuredPromise } from './promise.ts';
import { answersWithoutRedis, recoversWithRedis } from './redis-away.ts';

export const allPromises = [
  answersWithoutRedis,
  recoversWithRedis,
  workerDrains,
  apiDrains,
  workerEndsWithoutRedis,
  apiEndsWithoutRedis,
];

/** Measures every promise so many times, on one platform. */
export async function measurePromises(
  { postgres, pool }: { readonly postgres: PostgresServer; readonly pool: SyntheticPool },
  rounds: number,
  say: (line: string) => void,
): Promise<MeasuredPromise[]> {
  const stage = await openStage({ postgres, stores: 'folder', chunkRows: 250 });
  try {
    const client = createPatientClient(stage.url, stage.authorization);
    const scene: Scene = { stage, client, pool, ledger: { files: [], singles: [] } };
    const measured: MeasuredPromise[] = [];
    for (const { name, limitMs, measure } of allPromises) {
      const measuredMs: number[] = [];
      for (let round = 1; round <= rounds; round += 1)
        measuredMs.push(Math.round(await measure(scene, round)));
      measured.push({ name, limitMs, measuredMs });
      const mark = Math.max(...measuredMs) <= limitMs ? '✓' : '✗';
      say(`${mark} ${name}: ${measuredMs.join(', ')} ms (at most ${limitMs})`);
    }
    return measured;
  } finally {
    await stage.close();
  }
}
