import { type DataFrame, FieldType } from '@grafana/data';
import { TimeSeries } from '@grafana/ui';
import type { DrawingProps } from './drawing-props.ts';

export function TimeSeriesPanel({ prepared, timeRange, width, height }: DrawingProps) {
  return (
    <TimeSeries
      frames={prepared.frames.map(withoutInfinities)}
      structureRev={1}
      timeRange={timeRange}
      timeZone="browser"
      legend={prepared.options.legend}
      options={prepared.options}
      width={width}
      height={height}
    />
  );
}

/** A rate of nothing over nothing is no point of a curve. */
function withoutInfinities(frame: DataFrame): DataFrame {
  const finite = (value: unknown) => (Number.isFinite(value) ? value : null);
  return {
    ...frame,
    fields: frame.fields.map((field) =>
      field.type === FieldType.number ? { ...field, values: field.values.map(finite) } : field,
    ),
  };
}
