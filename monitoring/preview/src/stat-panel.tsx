import { getFieldDisplayValues } from '@grafana/data';
import { BigValue, BigValueGraphMode, useTheme2 } from '@grafana/ui';
import type { DrawingProps } from './drawing-props.ts';

/** The one figure of a panel: `preparePanel` lets no other pass. */
export function StatPanel({ prepared, timeRange, width, height }: DrawingProps) {
  const theme = useTheme2();
  const { frames, fieldConfig, options } = prepared;
  const [value] = getFieldDisplayValues({
    data: frames,
    fieldConfig,
    reduceOptions: options.reduceOptions,
    replaceVariables: (text) => text,
    theme,
    sparkline: options.graphMode !== BigValueGraphMode.None,
  });
  const sparkline = value?.sparkline && { sparkline: { ...value.sparkline, timeRange } };
  return (
    <BigValue
      {...sparkline}
      value={value!.display}
      count={1}
      colorMode={options.colorMode}
      graphMode={options.graphMode}
      justifyMode={options.justifyMode}
      textMode={options.textMode}
      disableWideLayout={!options.wideLayout}
      theme={theme}
      width={width}
      height={height}
    />
  );
}
