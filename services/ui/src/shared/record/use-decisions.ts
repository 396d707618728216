import { RecordedDecisionList } from '@bora/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { callApi } from '../api.ts';

/** What a decision must be to be found; an empty text does not matter. */
export interface DecisionSearch {
  readonly applicantId: string;
  readonly decision: string;
  /** Days, the second included. */
  readonly from: string;
  readonly until: string;
  readonly officer: string;
}

export const anyDecision: DecisionSearch = {
  applicantId: '',
  decision: '',
  from: '',
  until: '',
  officer: '',
};

/** Recorded decisions, newest first, a page at a time. */
export function useDecisions(search: DecisionSearch, limit: number, isEnabled = true) {
  const query = queryOf(search);
  return useInfiniteQuery({
    queryKey: ['decisions', query, limit],
    queryFn: ({ signal, pageParam }) =>
      callApi(
        `/v1/decisions?${new URLSearchParams({ ...query, limit: String(limit), ...(pageParam && { cursor: pageParam }) })}`,
        RecordedDecisionList,
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled: isEnabled,
  });
}

function queryOf({ until, ...given }: DecisionSearch): Record<string, string> {
  const entries = Object.entries({ ...given, to: dayAfter(until) });
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

function dayAfter(day: string): string {
  if (day === '') return '';
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + 1);
  return moment.toISOString().slice(0, 10);
}
