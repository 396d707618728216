import { SegmentationRun } from '@bora/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

/** Stops a segmentation; nothing of its file is left. */
export function useCancelSegmentation(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      callApi(`/v1/segmentations/${encodeURIComponent(id)}`, SegmentationRun, { method: 'DELETE' }),
    onSuccess: (run) => queries.setQueryData(['segmentation', id], run),
    onSettled: () => queries.invalidateQueries({ queryKey: ['segmentations'] }),
    // It may have ended meanwhile.
    onError: () => queries.invalidateQueries({ queryKey: ['segmentation', id] }),
  });
}
