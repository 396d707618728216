import { SimulationList } from '@bora/simulation/run';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../api.ts';

const askEveryMs = 2_000;

/** Simulations, newest first; kept current while one runs. */
export function useSimulations() {
  return useQuery({
    queryKey: ['simulations'],
    queryFn: ({ signal }) => callApi('/v1/simulations', SimulationList, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.simulations.some((one) => one.state === 'running') ? askEveryMs : false,
  });
}
