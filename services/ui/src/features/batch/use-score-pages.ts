import { BatchScores, type RowScore, type ScoreSearch } from '@bora/contracts';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';
import type { ScoreSelection } from './score-selection.ts';

/** Small, so that reading one never holds up the scrolling. */
export const rowsPerPage = 100;

interface ScorePages {
  /** Rows of the whole selection; undefined until the first page is there. */
  readonly total: number | undefined;
  readonly error: Error | null;
  readonly isChanging: boolean;
  /** The score at a place of the selection, undefined while it is read. */
  at(place: number): RowScore | undefined;
  retry(): void;
}

/** Pages of a batch's scores, read when they come into view. */
export function useScorePages(
  batchId: string,
  selection: ScoreSelection,
  pagesInView: readonly number[],
): ScorePages {
  const options = (page: number) => ({
    queryKey: ['scores', batchId, selection, page],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      callApi(`/v1/batches/${batchId}/scores/search`, BatchScores, {
        method: 'POST',
        body: { ...selection, offset: page * rowsPerPage, limit: rowsPerPage } satisfies ScoreSearch,
        signal,
      }),
    staleTime: 60_000,
  });
  const first = useQuery({ ...options(0), placeholderData: keepPreviousData });
  const pages = useQueries({ queries: pagesInView.filter((page) => page > 0).map(options) });
  const known = new Map<number, BatchScores>();
  if (first.data) known.set(0, first.data);
  for (const { data } of pages) if (data) known.set(data.offset / rowsPerPage, data);
  const failed = [first, ...pages].find(({ isError }) => isError);
  return {
    total: first.data?.total,
    error: failed?.error ?? null,
    isChanging: first.isPlaceholderData,
    at: (place) => known.get(Math.floor(place / rowsPerPage))?.scores[place % rowsPerPage],
    retry: () => failed?.refetch(),
  };
}
