import { type QueueItem, ReferQueue, type ReferralSearch } from '@bora/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
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
      return readQueue(body, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: askEveryMs,
  });
}

/** The oldest that waits for somebody else than who proposed it, and that nobody works on; null where none does. */
export function useNextThatWaits(exceptId: string, personId: string | undefined) {
  const isFree = ({ decisionId, claimedBy, proposedBy }: QueueItem) =>
    decisionId !== exceptId && claimedBy === null && (proposedBy === null || proposedBy.id !== personId);
  return useQuery({
    queryKey: ['referrals', 'next', exceptId, personId],
    queryFn: async ({ signal }) => {
      let cursor: string | undefined;
      do {
        const { items, nextCursor } = await readQueue({ limit: itemsAtOnce, cursor }, signal);
        const free = items.find(isFree);
        if (free) return free;
        cursor = nextCursor ?? undefined;
      } while (cursor !== undefined);
      return null;
    },
    refetchInterval: askEveryMs,
  });
}

const readQueue = (body: ReferralSearch, signal: AbortSignal) =>
  callApi('/v1/referrals/search', ReferQueue, { method: 'POST', body, signal });
