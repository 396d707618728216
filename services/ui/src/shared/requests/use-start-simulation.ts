import { type SimulationRequest, SimulationRun } from '@bora/simulation/run';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../api.ts';

/** Starts to replay a scored file under a scenario. */
export function useStartSimulation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: SimulationRequest) =>
      callApi('/v1/simulations', SimulationRun, { method: 'POST', body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['simulations'] }),
  });
}
