import type {
  SegmentationLayout,
  SegmentationModel,
  SegmentationRequest,
  SegmentationSummary,
} from '@bora/contracts';

/** What a fit gives: all that a bundle holds, and the label of every customer it was fitted on. */
export interface FittedSegmentation {
  readonly layout: SegmentationLayout;
  readonly request: SegmentationRequest;
  readonly model: SegmentationModel;
  readonly summary: SegmentationSummary;
  /** In the order of the customers; −1 is noise. */
  readonly labels: Int32Array;
}
