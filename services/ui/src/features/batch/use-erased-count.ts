import { type Batch, BatchScores, type ScoreSearch } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

/**
 * How many applicants of a file that ended were erased: nothing takes a score away but an erasure, so those are scored
 * and no longer listed. 0 until it is known.
 */
export function useErasedCount({ id, rowsScored }: Batch): number {
  const { data } = useQuery({
    queryKey: ['scores', id, 'all'],
    queryFn: ({ signal }) =>
      callApi(`/v1/batches/${id}/scores/search`, BatchScores, {
        method: 'POST',
        body: { limit: 1 } satisfies ScoreSearch,
        signal,
      }),
    enabled: rowsScored > 0,
  });
  return data ? Math.max(0, rowsScored - data.total) : 0;
}
