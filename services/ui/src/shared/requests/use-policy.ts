import { Policy, type PolicyReference } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../api.ts';

/** One version of a policy, which never changes. */
export function usePolicy(policy: PolicyReference | undefined) {
  return useQuery({
    queryKey: ['policy', policy?.name, policy?.version],
    queryFn: ({ signal }) =>
      callApi(`/v1/policies/${encodeURIComponent(policy!.name)}/${policy!.version}`, Policy, { signal }),
    enabled: policy !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
