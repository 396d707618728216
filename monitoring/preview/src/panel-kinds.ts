/** Of a kind of panel: what of its settings is drawn here, and what Grafana takes where the dashboard says nothing. */
export interface PanelKind {
  readonly options: readonly string[];
  /** Settings of a series that only this kind has. */
  readonly custom: readonly string[];
  readonly defaultOptions: Readonly<Record<string, unknown>>;
  readonly defaultCustom: Readonly<Record<string, unknown>>;
  readonly defaultColor: string;
}

/** Settings of a series that every kind has. */
export const standardSettings = words('unit min max decimals displayName color thresholds mappings noValue');

export const panelKinds: Readonly<Record<string, PanelKind>> = {
  stat: {
    options: words('reduceOptions colorMode graphMode justifyMode textMode wideLayout'),
    custom: [],
    defaultOptions: {
      reduceOptions: { values: false, calcs: ['lastNotNull'], fields: '' },
      colorMode: 'value',
      graphMode: 'area',
      justifyMode: 'auto',
      textMode: 'auto',
      wideLayout: true,
    },
    defaultCustom: {},
    defaultColor: 'thresholds',
  },
  timeseries: {
    // What a pointer would show is not in a picture.
    options: words(
      'legend.displayMode legend.placement legend.showLegend legend.calcs tooltip.mode tooltip.sort',
    ),
    custom: words(
      'drawStyle lineInterpolation lineWidth lineStyle fillOpacity gradientMode showPoints pointSize spanNulls stacking thresholdsStyle axisPlacement axisLabel axisSoftMin axisSoftMax axisGridShow scaleDistribution',
    ),
    defaultOptions: { legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] } },
    defaultCustom: {
      drawStyle: 'line',
      lineInterpolation: 'linear',
      lineWidth: 1,
      fillOpacity: 0,
      gradientMode: 'none',
      showPoints: 'auto',
      pointSize: 5,
      spanNulls: false,
      stacking: { mode: 'none', group: 'A' },
      thresholdsStyle: { mode: 'off' },
      axisPlacement: 'auto',
    },
    defaultColor: 'palette-classic',
  },
  table: {
    options: words('showHeader cellHeight'),
    custom: words('align width minWidth cellOptions'),
    defaultOptions: { showHeader: true, cellHeight: 'sm' },
    defaultCustom: { align: 'auto', cellOptions: { type: 'auto' } },
    defaultColor: 'thresholds',
  },
};

/** Transformations of Grafana's that are applied. */
export const knownTransformations = words('merge organize');

function words(text: string): readonly string[] {
  return text.split(' ');
}
