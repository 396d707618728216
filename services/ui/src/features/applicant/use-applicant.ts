import { BatchRow } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

/** One row of a file: values given, score or reject. */
export function useApplicant(batchId: string, row: string) {
  return useQuery({
    queryKey: ['applicant', batchId, row],
    queryFn: ({ signal }) =>
      callApi(`/v1/batches/${encodeURIComponent(batchId)}/rows/${encodeURIComponent(row)}`, BatchRow, {
        signal,
      }),
  });
}
