import { Table } from '@grafana/ui';
import type { DrawingProps } from './drawing-props.ts';

/** The table that Grafana publishes. Its server draws a newer one, which needs a fork of a grid that no registry has. */
export function TablePanel({ prepared, timeRange, width, height }: DrawingProps) {
  const [frame, ...others] = prepared.frames;
  // Grafana shows the first and a list to choose from: whoever looks at a dashboard does not.
  if (others.length > 0) throw new Error(`${others.length} of its tables would be hidden: merge them`);
  return (
    <Table
      data={frame!}
      noHeader={!prepared.options.showHeader}
      cellHeight={prepared.options.cellHeight}
      timeRange={timeRange}
      width={width}
      height={height}
    />
  );
}
