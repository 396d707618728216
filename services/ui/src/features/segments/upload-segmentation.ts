import { type SegmentationAlgorithm, SegmentationRun } from '@bora/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { segmentationAddress } from '../../shared/addresses.ts';
import { useFileUpload } from '../../shared/upload/use-file-upload.ts';

export interface AskedSegments {
  readonly algorithm: SegmentationAlgorithm | '';
  /** Number of segments; undefined: chosen from the file. */
  readonly count: number | undefined;
}

/** Sends a file of customers and goes to the page of its segmentation when the api has all of it. */
export function useUploadSegmentation() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const upload = useFileUpload({
    schema: SegmentationRun,
    onSent: (run) => {
      queries.setQueryData(['segmentation', run.id], run);
      queries.invalidateQueries({ queryKey: ['segmentations'] });
      navigate(segmentationAddress(run.id));
    },
  });
  const start = (file: File, { algorithm, count }: AskedSegments) => {
    const query = new URLSearchParams({ algorithm: algorithm || 'auto' });
    if (count !== undefined) query.set('k', String(count));
    return upload.start(`/v1/segmentations?${query}`, file);
  };
  return { ...upload, start };
}
