import { DecisionValues, RecordedDecision } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { ApiError, callApi } from '../../shared/api.ts';

/** One recorded decision. */
export function useDecision(id: string) {
  return useQuery({
    queryKey: ['decision', id],
    queryFn: ({ signal }) => callApi(`/v1/decisions/${encodeURIComponent(id)}`, RecordedDecision, { signal }),
  });
}

/** What was given for it; null where that is no longer kept. */
export function useDecisionValues(id: string) {
  return useQuery({
    queryKey: ['decision-values', id],
    queryFn: ({ signal }) =>
      callApi(`/v1/decisions/${encodeURIComponent(id)}/values`, DecisionValues, { signal }).catch(
        (error: unknown) => {
          if (error instanceof ApiError && error.problem?.code === 'values-gone') return null;
          throw error;
        },
      ),
  });
}
