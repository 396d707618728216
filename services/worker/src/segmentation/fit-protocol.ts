import type { Segment, SegmentationLayout, SegmentationProgress, SegmentationRequest } from '@bora/contracts';
import type { FittedSegmentation } from '@bora/segmentation';

/** What the thread of a fit is started with. */
export interface FitTask {
  /** The layouts that there are. */
  readonly layouts: readonly SegmentationLayout[];
  /** Id of one of them; null: the one that fits the columns. */
  readonly layout: string | null;
  readonly kind: SegmentationLayout['kind'] | null;
  readonly request: SegmentationRequest;
  readonly dropDuplicates: boolean;
  /** Milliseconds, UTC. */
  readonly snapshotMs: number | null;
  readonly fileBytes: number;
  /** The run whose names are to be kept, where it is of the same layout. */
  readonly earlier: { readonly layout: string; readonly segments: Segment[] } | null;
  /** How far the thread steps back for others, 0 to 19. */
  readonly niceness: number;
}

export interface FitResult {
  readonly fitted: FittedSegmentation;
  readonly customers: number;
  /** Names of a member's values. */
  readonly columns: readonly string[];
}

/** What a thread says. It waits for an answer to `read-piece` and to `keep-members`. */
export type ThreadWord =
  | { readonly kind: 'read-piece'; readonly piece: number }
  /** JSON of a page of members. */
  | { readonly kind: 'keep-members'; readonly page: number; readonly json: Uint8Array }
  | { readonly kind: 'progress'; readonly progress: SegmentationProgress }
  | { readonly kind: 'fitted'; readonly result: FitResult }
  /** The file or what was asked is at fault. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** The answer to what a thread waits for: the piece, or null at the end of the file and for kept members. */
export interface ThreadAnswer {
  readonly bytes: Uint8Array | null;
}
