import { Batch } from '@bora/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

/** Stops a batch; what is scored stays. */
export function useCancelBatch(batchId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => callApi(`/v1/batches/${encodeURIComponent(batchId)}`, Batch, { method: 'DELETE' }),
    onSuccess: (batch) => queries.setQueryData(['batch', batchId], batch),
    // It may have ended meanwhile.
    onError: () => queries.invalidateQueries({ queryKey: ['batch', batchId] }),
  });
}
