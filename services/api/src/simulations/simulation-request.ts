import { createHash } from 'node:crypto';
import { readSimulation } from '@bora/batch-store';
import type { SimulationRequest } from '@bora/simulation';
import { ApiProblem } from '../errors.ts';
import type { StoredAnswer } from '../idempotency/idempotency-store.ts';
import type { OnceOnly } from '../idempotency/once.ts';
import type { Principal } from '../people/principal.ts';
import type { ApiServices } from '../services.ts';
import { simulationView } from './simulation-view.ts';
import { enqueueReplay, startSimulation } from './start-simulation.ts';

/** A simulation to be started, as something that is made once. */
export function simulationRequest(
  services: ApiServices,
  principal: Principal,
  asked: SimulationRequest,
  requestId: string,
): OnceOnly {
  const { redis, cipher } = services;
  const fingerprint = createHash('sha256').update(JSON.stringify(asked)).digest('hex');

  async function answer(id: string): Promise<StoredAnswer | undefined> {
    const simulation = await readSimulation(redis, id);
    if (!simulation) return undefined;
    const body = JSON.stringify(await simulationView(redis, cipher, simulation));
    return { fingerprint, status: 202, location: `/v1/simulations/${id}`, body };
  }

  return {
    async make(id) {
      await services.simulationQueue.assertRoom();
      await startSimulation(services, principal, id, asked, requestId);
      const answered = await answer(id);
      if (answered) return answered;
      throw new ApiProblem('simulation-not-found', 'The simulation expired before it was read.');
    },
    async recover(id) {
      const simulation = await readSimulation(redis, id);
      if (simulation) await enqueueReplay(services, simulation);
      return answer(id);
    },
    fingerprint: async () => fingerprint,
  };
}
