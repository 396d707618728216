import { Hold, HoldList, type NewHold } from '@bora/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

export const holdsKey = 'applicant-holds';

/** Holds in force on an applicant, or on a file in which the applicant stands. */
export function useHolds(applicantId: string, isEnabled: boolean) {
  return useQuery({
    queryKey: [holdsKey, applicantId],
    queryFn: ({ signal }) =>
      callApi('/v1/holds/search', HoldList, { method: 'POST', body: { applicantId }, signal }),
    enabled: isEnabled,
  });
}

export function usePlaceHold() {
  return useChange((hold: NewHold) => callApi('/v1/holds', Hold, { method: 'POST', body: hold }));
}

/** Releasing one that somebody else has released meanwhile is no error. */
export function useReleaseHold() {
  return useChange((id: string) => callApi(`/v1/holds/${id}`, Hold, { method: 'DELETE' }));
}

function useChange<Given>(change: (given: Given) => Promise<Hold>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: [holdsKey] }),
  });
}
