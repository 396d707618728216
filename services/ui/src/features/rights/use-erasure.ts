import { Erasure } from '@bora/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';
import { holdsKey } from './use-holds.ts';

const askEveryMs = 1_000;
const erasureKey = (id: string | undefined) => ['erasure', id];

/** One erasure, kept current until it has ended. */
export function useErasure(id: string | undefined) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: erasureKey(id),
    queryFn: async ({ signal }) => {
      const erasure = await callApi(`/v1/applicants/erasures/${id}`, Erasure, { signal });
      // The hold for which it was refused is shown.
      if (erasure.state === 'refused') queries.invalidateQueries({ queryKey: [holdsKey] });
      return erasure;
    },
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? askEveryMs : false),
  });
}

/** Asks for an erasure. */
export function useErase(onAsked: (erasure: Erasure) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (applicantId: string) =>
      callApi('/v1/applicants/erasures', Erasure, { method: 'POST', body: { applicantId } }),
    onSuccess: (erasure) => {
      queries.setQueryData(erasureKey(erasure.id), erasure);
      onAsked(erasure);
    },
    // A hold that somebody else has placed is shown.
    onError: () => queries.invalidateQueries({ queryKey: [holdsKey] }),
  });
}
