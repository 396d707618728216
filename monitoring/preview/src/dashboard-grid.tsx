import type { TimeRange } from '@grafana/data';
import { PanelChrome, useTheme2 } from '@grafana/ui';
import type { ComponentType } from 'react';
import type { DrawingProps } from './drawing-props.ts';
import type { GridPosition, Panel } from './not-drawn.ts';
import type { PreparedPanel } from './panel-data.ts';
import { StatPanel } from './stat-panel.tsx';
import { TablePanel } from './table-panel.tsx';
import { TimeSeriesPanel } from './time-series-panel.tsx';

const drawings: Readonly<Record<string, ComponentType<DrawingProps>>> = {
  stat: StatPanel,
  timeseries: TimeSeriesPanel,
  table: TablePanel,
};
/** Of Grafana's grid, in pixels: 24 columns, and cells of this height with a gap between them. */
const columns = 24;
const cellHeight = 30;
const gap = 8;

interface Props {
  readonly rows: readonly Panel[];
  readonly panels: readonly PreparedPanel[];
  readonly timeRange: TimeRange;
}

/** Every panel at its place, as wide as the window. */
export function DashboardGrid({ rows, panels, timeRange }: Props) {
  const theme = useTheme2();
  const all = [...rows, ...panels.map(({ panel }) => panel)].map(({ gridPos }) => pixels(gridPos));
  const height = Math.max(...all.map(({ top, height }) => top + height)) + gap;
  return (
    <div style={{ position: 'relative', height, background: theme.colors.background.canvas }}>
      {rows.map(({ id, title, gridPos }) => (
        <h6 key={id} style={{ position: 'absolute', ...pixels(gridPos), lineHeight: `${cellHeight}px` }}>
          {title}
        </h6>
      ))}
      {panels.map((prepared) => {
        const { id, type, title, description, gridPos } = prepared.panel;
        const Drawing = drawings[type]!;
        const place = pixels(gridPos);
        return (
          <div key={id} data-panel={title} style={{ position: 'absolute', ...place }}>
            <PanelChrome
              title={title}
              description={description ?? ''}
              width={place.width}
              height={place.height}
              padding={type === 'timeseries' ? 'md' : 'none'}
            >
              {(width, height) => (
                <Drawing prepared={prepared} timeRange={timeRange} width={width} height={height} />
              )}
            </PanelChrome>
          </div>
        );
      })}
    </div>
  );
}

function pixels({ x, y, w, h }: GridPosition) {
  const column = (window.innerWidth - gap * (columns + 1)) / columns;
  return {
    left: gap + x * (column + gap),
    top: gap + y * (cellHeight + gap),
    width: w * (column + gap) - gap,
    height: h * (cellHeight + gap) - gap,
  };
}
