import { ScenarioList } from '@bora/simulation/run';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

/** The scenarios that ship. */
export function useScenarios() {
  return useQuery({
    queryKey: ['scenarios'],
    queryFn: ({ signal }) => callApi('/v1/scenarios', ScenarioList, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
