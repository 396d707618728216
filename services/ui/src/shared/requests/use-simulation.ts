import { SimulationRun } from '@bora/simulation/run';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../api.ts';

const askEveryMs = 1_000;

/** One simulation, kept current while it runs. @param id empty: none is asked for */
export function useSimulation(id: string) {
  return useQuery({
    queryKey: ['simulation', id],
    queryFn: ({ signal }) => callApi(`/v1/simulations/${encodeURIComponent(id)}`, SimulationRun, { signal }),
    enabled: id !== '',
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? askEveryMs : false),
  });
}
