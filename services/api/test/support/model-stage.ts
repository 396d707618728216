import { temporaryDirectory } from '@bora/testing';
import { type RunningApi, startApi } from './running-api.ts';

/** A store of models that is prepared before an api starts with it. */
export interface ModelStage {
  readonly folder: string;
  /** The same as a `MODEL_STORE`. */
  readonly location: string;
  start(env?: Record<string, string>): Promise<RunningApi>;
  /** Ends what was started. */
  close(): Promise<void>;
}

export async function openModelStage(): Promise<ModelStage> {
  const directory = await temporaryDirectory();
  const location = `file:${directory.path}`;
  const started: RunningApi[] = [];
  return {
    folder: directory.path,
    location,
    async start(env = {}) {
      const api = await startApi({ MODEL_STORE: location, ...env });
      started.push(api);
      return api;
    },
    async close() {
      for (const api of started) await api.close();
      await directory.remove();
    },
  };
}
