import { EvaluationReport, type ModelReference } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { ApiError, callApi } from '../../shared/api.ts';

/** What was measured of a version out of fold; `null` where nobody has measured it. */
export function useEvaluation({ name, version }: ModelReference) {
  return useQuery({
    queryKey: ['evaluation', name, version],
    queryFn: async ({ signal }) => {
      const path = `/v1/models/${encodeURIComponent(name)}/${encodeURIComponent(version)}/evaluation`;
      try {
        return await callApi(path, EvaluationReport, { signal });
      } catch (error) {
        if (error instanceof ApiError && error.problem?.code === 'evaluation-not-found') return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
}
