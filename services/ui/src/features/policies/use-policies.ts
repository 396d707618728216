import { Policy, PolicyList } from '@bora/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

/** All policies with their versions and the live one. */
export function usePolicies() {
  return useQuery({
    queryKey: ['policies'],
    queryFn: ({ signal }) => callApi('/v1/policies', PolicyList, { signal }),
  });
}

export interface PolicyDraft extends Pick<Policy, 'description' | 'approveBelow' | 'declineFrom' | 'rules'> {
  readonly live: boolean;
}

/** Stores the next version of a policy. */
export function useNewPolicy(name: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: PolicyDraft) =>
      callApi(`/v1/policies/${encodeURIComponent(name)}`, Policy, { method: 'PUT', body: draft }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['policies'] }),
  });
}
