import { TableNG } from '@grafana/ui/unstable';
import type { DrawingProps } from './drawing-props.ts';

export function TablePanel({ prepared, timeRange, width, height }: DrawingProps) {
  const [frame, ...others] = prepared.frames;
  // Grafana shows the first and a list to choose from: whoever looks at a dashboard does not.
  if (others.length > 0) throw new Error(`${others.length} of its tables would be hidden: merge them`);
  return (
    <TableNG
      data={frame!}
      noHeader={!prepared.options.showHeader}
      cellHeight={prepared.options.cellHeight}
      timeRange={timeRange}
      structureRev={1}
      width={width}
      height={height}
    />
  );
}
