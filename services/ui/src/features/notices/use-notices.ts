import { NoticeList, type NoticeSearch } from '@bora/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { callApi } from '../../shared/api.ts';
import { askedWork, type TypedWorkSearch } from '../../shared/record/work-search.tsx';

const noticesKey = 'notices';
const noticesAtOnce = 50;

/** Notices that are due, or that were issued: a page at a time. */
export function useNotices(search: TypedWorkSearch) {
  return useInfiniteQuery({
    queryKey: [noticesKey, search],
    queryFn: ({ signal, pageParam }) => {
      const state = search.state === 'issued' ? ('issued' as const) : ('due' as const);
      const asked = { ...askedWork(search), limit: noticesAtOnce, cursor: pageParam };
      const body = { ...asked, state } satisfies NoticeSearch;
      return callApi('/v1/notices/search', NoticeList, {
        method: 'POST',
        body,
        signal,
      });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
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
    onSettled: () => queries.invalidateQueries({ queryKey: [noticesKey] }),
  });
}
