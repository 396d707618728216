import { SegmentationRunList } from '@bora/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

const runsAtOnce = 25;
const askEveryMs = 2_000;

/** Segmentations, newest first, page by page; kept current while one runs. */
export function useSegmentations() {
  return useInfiniteQuery({
    queryKey: ['segmentations'],
    queryFn: ({ pageParam, signal }) =>
      callApi(
        `/v1/segmentations?limit=${runsAtOnce}${pageParam ? `&cursor=${pageParam}` : ''}`,
        SegmentationRunList,
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ segmentations }) => segmentations.some(({ endedAt }) => endedAt === null))
        ? askEveryMs
        : false,
  });
}
