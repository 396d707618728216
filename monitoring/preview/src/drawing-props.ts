import type { TimeRange } from '@grafana/data';
import type { PreparedPanel } from './panel-data.ts';

/** What a kind of panel is drawn from; width and height in pixels, inside its frame. */
export interface DrawingProps {
  readonly prepared: PreparedPanel;
  readonly timeRange: TimeRange;
  readonly width: number;
  readonly height: number;
}
