import { DecisionWork, type NewOverride, OverrideReasonList, OverrideReport } from '@bora/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

export function useOverrideReport(isAllowed: boolean) {
  return useQuery({
    queryKey: ['override-report'],
    queryFn: ({ signal }) => callApi('/v1/override-report', OverrideReport, { signal }),
    enabled: isAllowed,
  });
}

export function useOverrideReasons() {
  return useQuery({
    queryKey: ['override-reasons'],
    queryFn: ({ signal }) => callApi('/v1/override-reasons', OverrideReasonList, { signal }),
  });
}

const workKey = (id: string) => ['decision-work', id];

export function useDecisionWork(id: string) {
  return useQuery({
    queryKey: workKey(id),
    queryFn: ({ signal }) =>
      callApi(`/v1/decisions/${encodeURIComponent(id)}/work`, DecisionWork, { signal }),
  });
}

interface WorkCall {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Behind the decision's own address. */
  readonly path: string;
  readonly body?:
    | NewOverride
    | { readonly stands: boolean }
    | { readonly text: string; readonly requestedOn?: string };
}

/** Whether a person decided, and nobody asked for a person again since. */
export function isSettled({ overrides, reviewRequests }: DecisionWork): boolean {
  return (
    overrides.some(({ state }) => state === 'stands') &&
    reviewRequests.every(({ settledAt }) => settledAt !== null)
  );
}

/** Changes something about a decision; every call answers what people did about it since. */
export function useWorkChange(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ method, path, body }: WorkCall) =>
      callApi(`/v1/decisions/${encodeURIComponent(id)}/${path}`, DecisionWork, { method, body }),
    onSuccess: (work) => {
      queries.setQueryData(workKey(id), work);
      return queries.invalidateQueries({ queryKey: ['referrals'] });
    },
    // Somebody else may have been faster.
    onError: () => queries.invalidateQueries({ queryKey: workKey(id) }),
  });
}
