import { ReferQueue, type ReferralSearch } from '@bora/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';
import { askedWork, type TypedWorkSearch } from '../../shared/record/work-search.tsx';

const askEveryMs = 15_000;
const itemsAtOnce = 50;

/** Decisions that wait for a person, or that a person settled: a page at a time, kept current. */
export function useReferQueue(search: TypedWorkSearch) {
  return useInfiniteQuery({
    queryKey: ['referrals', search],
    queryFn: ({ signal, pageParam }) => {
      const state = search.state === 'settled' ? ('settled' as const) : ('open' as const);
      const asked = { ...askedWork(search), limit: itemsAtOnce, cursor: pageParam };
      const body = { ...asked, state } satisfies ReferralSearch;
      return callApi('/v1/referrals/search', ReferQueue, {
        method: 'POST',
        body,
        signal,
      });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: askEveryMs,
  });
}
