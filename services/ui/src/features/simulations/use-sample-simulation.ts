import { Batch } from '@bora/contracts';
import { type Scenario, SimulationRun } from '@bora/simulation/run';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';
import { loadSampleOutcomes } from '../../shared/sample.ts';
import { texts } from '../../shared/texts.ts';
import { sendFile } from '../../shared/upload/send-file.ts';

const askAgainMs = 500;

/** Scores the sample with outcomes as a trial and simulates it when it is scored. */
export function useSampleSimulation(scenarios: readonly Scenario[]) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const batch = await scored(await sent());
      const scenario = scenarios.find(({ schema }) => schema === batch.schema);
      if (!scenario) throw new Error(texts.simulations.noScenario);
      const body = { batchId: batch.id, scenario, inSample: false };
      return callApi('/v1/simulations', SimulationRun, { method: 'POST', body });
    },
    onSettled: () => {
      queries.invalidateQueries({ queryKey: ['simulations'] });
      queries.invalidateQueries({ queryKey: ['batches'] });
    },
  });
}

async function sent(): Promise<Batch> {
  const file = await loadSampleOutcomes();
  return sendFile('/v1/batches?trial=true', file, Batch, {
    // Every press makes a batch of its own.
    idempotencyKey: `sample-${Date.now()}`,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
}

async function scored(batch: Batch): Promise<Batch> {
  if (batch.state === 'completed') return batch;
  if (batch.endedAt !== null) throw new Error(batch.failure?.message ?? texts.simulations.sampleFailed);
  await new Promise((resolve) => setTimeout(resolve, askAgainMs));
  return scored(await callApi(`/v1/batches/${batch.id}`, Batch));
}
