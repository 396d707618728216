import { type RunningApi, startApi } from './running-api.ts';
import { startSimulatedWorker } from './simulated-worker.ts';

/** An api beside a simulated worker that answers whatever is asked; both end with `close`. */
export async function startScoringApi(env: Record<string, string> = {}): Promise<RunningApi> {
  const api = await startApi(env);
  const worker = startSimulatedWorker(api.redisServer.url, api.cipher);
  return {
    ...api,
    async close() {
      await worker.close();
      await api.close();
    },
  };
}
