import { Table } from '@grafana/ui';
import type { DrawingProps } from './drawing-props.ts';

/** The table that Grafana publishes. Its server draws a newer one, which needs a fork of a grid that no registry has. */
export function TablePanel({ prepared, timeRange, width, height }: DrawingProps) {
  return (
    <Table
      data={prepared.frames[0]!}
      noHeader={!prepared.options.showHeader}
      cellHeight={prepared.options.cellHeight}
      timeRange={timeRange}
      width={width}
      height={height}
    />
  );
}
