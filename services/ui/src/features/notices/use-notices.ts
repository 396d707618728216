import { DueNoticeList } from '@bora/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { callApi } from '../../shared/api.ts';

const dueKey = ['due-notices'];

export function useDueNotices() {
  return useQuery({
    queryKey: dueKey,
    queryFn: ({ signal }) => callApi('/v1/notices/due?limit=200', DueNoticeList, { signal }),
  });
}

/** Issues the notice of a decision; answers where it stands. */
export function useIssue() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decisionId: string) =>
      callApi(`/v1/decisions/${encodeURIComponent(decisionId)}/notice`, z.object({ location: z.string() }), {
        method: 'POST',
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: dueKey }),
  });
}
