import { BatchList } from '@bora/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { callApi } from '../api.ts';

/** Files, newest first, page by page. */
export function useBatches(limit: number) {
  return useInfiniteQuery({
    queryKey: ['batches', limit],
    queryFn: ({ pageParam, signal }) =>
      callApi(`/v1/batches?limit=${limit}${pageParam ? `&cursor=${pageParam}` : ''}`, BatchList, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
