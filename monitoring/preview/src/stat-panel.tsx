import {
  type DisplayValueAlignmentFactors,
  type FieldDisplay,
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
} from '@grafana/data';
import {
  BigValue,
  BigValueGraphMode,
  useTheme2,
  VizRepeater,
  type VizRepeaterRenderValueProps,
} from '@grafana/ui';
import type { DrawingProps } from './drawing-props.ts';

export function StatPanel({ prepared, timeRange, width, height }: DrawingProps) {
  const theme = useTheme2();
  const { frames, fieldConfig, options } = prepared;
  const getValues = () =>
    getFieldDisplayValues({
      data: frames,
      fieldConfig,
      reduceOptions: options.reduceOptions,
      replaceVariables: (text) => text,
      theme,
      sparkline: options.graphMode !== BigValueGraphMode.None,
    });
  const renderValue = ({
    value,
    count,
    ...size
  }: VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>) => (
    <BigValue
      {...size}
      value={value.display}
      count={count}
      {...(value.sparkline ? { sparkline: { ...value.sparkline, timeRange } } : {})}
      colorMode={options.colorMode}
      graphMode={options.graphMode}
      justifyMode={options.justifyMode}
      textMode={options.textMode}
      disableWideLayout={!options.wideLayout}
      theme={theme}
    />
  );
  return (
    <VizRepeater<FieldDisplay, DisplayValueAlignmentFactors>
      getValues={getValues}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={renderValue}
      source={frames}
      renderCounter={0}
      orientation={options.orientation}
      autoGrid
      itemSpacing={3}
      width={width}
      height={height}
    />
  );
}
