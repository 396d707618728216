import { StoredSegmentationList } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

/** Segmentations that are kept under a name. */
export function useStoredSegmentations() {
  return useQuery({
    queryKey: ['stored-segmentations'],
    queryFn: ({ signal }) => callApi('/v1/stored-segmentations', StoredSegmentationList, { signal }),
  });
}
