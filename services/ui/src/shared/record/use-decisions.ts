import { Decision, type DecisionSearch, RecordedDecisionList } from '@bora/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { callApi } from '../api.ts';
import { daysBetween } from './days-between.ts';

/** What a decision must be to be found, as it is typed; an empty text does not matter. */
export interface TypedDecisionSearch {
  /** The whole id, or else how it begins. */
  readonly applicantId: string;
  readonly applicantIdPrefix: string;
  readonly decision: string;
  /** Days, the second included. */
  readonly from: string;
  readonly until: string;
  readonly officer: string;
}

export const anyDecision: TypedDecisionSearch = {
  applicantId: '',
  applicantIdPrefix: '',
  decision: '',
  from: '',
  until: '',
  officer: '',
};

/** Recorded decisions, newest first, a page at a time. */
export function useDecisions(typed: TypedDecisionSearch, limit: number, isEnabled = true) {
  const search = searchOf(typed);
  return useInfiniteQuery({
    queryKey: ['decisions', search, limit],
    queryFn: ({ signal, pageParam }) =>
      callApi('/v1/decisions/search', RecordedDecisionList, {
        method: 'POST',
        body: { ...search, limit, cursor: pageParam } satisfies DecisionSearch,
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled: isEnabled,
  });
}

function searchOf({ decision, from, until, ...typed }: TypedDecisionSearch): DecisionSearch {
  return {
    applicantId: typed.applicantId || undefined,
    applicantIdPrefix: typed.applicantIdPrefix || undefined,
    officer: typed.officer || undefined,
    decision: Decision.safeParse(decision).data,
    ...daysBetween(from, until),
  };
}
