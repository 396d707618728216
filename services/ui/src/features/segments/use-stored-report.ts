import { SegmentationReport } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

/** The segments that are live under a name. */
export function useStoredReport(name: string) {
  return useQuery({
    queryKey: ['stored-segmentation', name],
    queryFn: ({ signal }) =>
      callApi(`/v1/segmentations/${encodeURIComponent(name)}/summary`, SegmentationReport, { signal }),
  });
}
