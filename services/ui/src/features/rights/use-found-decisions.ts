import { type DecisionSearch, RecordedDecisionList } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

const countedTo = 100;

export interface FoundDecisions {
  /** Up to a hundred. */
  readonly count: number;
  readonly hasMore: boolean;
  /** Undefined: there is none. */
  readonly newestAt: string | undefined;
}

/** How many decisions have a number. */
export function useFoundDecisions(applicantId: string) {
  return useQuery({
    queryKey: ['found-decisions', applicantId],
    queryFn: async ({ signal }): Promise<FoundDecisions> => {
      const body = { applicantId, limit: countedTo } satisfies DecisionSearch;
      const { decisions, nextCursor } = await callApi('/v1/decisions/search', RecordedDecisionList, {
        method: 'POST',
        body,
        signal,
      });
      return {
        count: decisions.length,
        hasMore: nextCursor !== null,
        newestAt: decisions[0]?.decidedAt,
      };
    },
  });
}
