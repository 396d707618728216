import { randomUUID } from 'node:crypto';
import { createSingleScore } from '@bora/batch-store';
import type { ModelReference } from '@bora/contracts';
import { policyReference, type WorkerStage } from './worker-stage.ts';

/** An application that waits to be scored by this model, without its job. */
export async function storedSingle(
  { redis, cipher }: WorkerStage,
  model: ModelReference,
  application: Record<string, string | number>,
): Promise<string> {
  const id = randomUUID();
  const single = { id, owner: 'local', model, policy: policyReference, application };
  await createSingleScore(redis, cipher, single, 1000);
  return id;
}
