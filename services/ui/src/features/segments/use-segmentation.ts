import { SegmentationRun } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

const askEveryMs = 1_000;

/** One segmentation, kept current until it has ended. */
export function useSegmentation(id: string) {
  return useQuery({
    queryKey: ['segmentation', id],
    queryFn: ({ signal }) =>
      callApi(`/v1/segmentations/${encodeURIComponent(id)}`, SegmentationRun, { signal }),
    refetchInterval: ({ state }) => (state.data && state.data.endedAt === null ? askEveryMs : false),
  });
}
