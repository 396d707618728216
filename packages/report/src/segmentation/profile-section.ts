import type { SegmentationLayout, SegmentationSummary } from '@bora/contracts';
import { barChart } from '../chart/bar-chart.ts';
import { matrixChart } from '../chart/matrix-chart.ts';
import type { Section } from '../page/page.ts';
import { clusteredPlaces, customerCharts } from './customer-charts.ts';
import { axisName } from './segment-names.ts';
import type { CustomerSample } from './segmentation-page.ts';

/** How the segments differ. */
export function profileSection(
  layout: SegmentationLayout,
  summary: SegmentationSummary,
  sample: CustomerSample,
): Section {
  const { segments } = summary;
  const used = clusteredPlaces(layout);
  return {
    heading: 'How they differ',
    text: [
      'The place of a segment counts standard deviations from the mean of all customers, on the scale on which the ' +
        'feature is compared: logarithms for amounts.',
    ],
    charts: [
      matrixChart({
        title: 'Place of each segment',
        description: 'Standard deviations above or below the mean of all customers.',
        columns: used.map((place) => layout.features[place]!.label),
        rows: segments.map(axisName),
        values: segments.map(({ profile }) => used.map((place) => profile[place]!.place)),
        value: { label: 'standard deviations', format: 'plain', middle: 0 },
      }),
      ...customerCharts(layout, summary, sample),
      ...layout.features.map((feature, place) =>
        barChart({
          title: `Mean: ${feature.label}`,
          description: `Mean of the segment${feature.unit === '' ? '' : `, in ${unitWords(feature.unit)}`}.`,
          value: { label: unitWords(feature.unit) || feature.label, format: meanFormat(segments, place) },
          bars: segments.map((segment) => ({
            label: axisName(segment),
            value: segment.profile[place]!.mean,
          })),
        }),
      ),
    ],
    tables: [
      {
        caption: 'Mean and median',
        columns: [
          { heading: 'Feature', format: 'text' },
          { heading: '', format: 'text' },
          ...segments.map(({ name }) => ({ heading: name, format: 'amount' as const })),
        ],
        rows: layout.features.flatMap(({ label, unit }, place) => [
          [
            unit === '' ? label : `${label} (${unitWords(unit)})`,
            'mean',
            ...segments.map(({ profile }) => profile[place]!.mean),
          ],
          ['', 'median', ...segments.map(({ profile }) => profile[place]!.median)],
        ]),
      },
    ],
  };
}

function meanFormat(segments: SegmentationSummary['segments'], place: number): 'decimal' | 'plain' {
  return segments.every(({ profile }) => Math.abs(profile[place]!.mean) < 10) ? 'decimal' : 'plain';
}

/** The money of a layout is that of the file, whichever that is. */
function unitWords(unit: string): string {
  return unit === 'currency' ? 'the currency of the file' : unit;
}
