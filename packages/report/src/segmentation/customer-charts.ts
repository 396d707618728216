import type { SegmentationLayout, SegmentationSummary } from '@bora/contracts';
import type { Chart } from '../chart/chart.ts';
import { scatterChart } from '../chart/scatter-chart.ts';
import { legendName } from './segment-names.ts';
import type { CustomerSample } from './segmentation-page.ts';

/** The features that make segments, two by two in their order; logarithmic where no sampled value forbids it. */
export function customerCharts(
  layout: SegmentationLayout,
  { segments }: SegmentationSummary,
  sample: CustomerSample,
): Chart[] {
  const used = clusteredPlaces(layout);
  const short = segments.map(legendName);
  const groups = new Set(short).size === short.length ? short : segments.map(({ name }) => name);
  const names = new Map(segments.map(({ cluster }, index) => [cluster, groups[index]!]));
  const pairs = used.flatMap((x, index) => used.slice(index + 1).map((y) => [x, y] as const)).slice(0, 3);
  const axis = (place: number) => {
    const { label, scale } = layout.features[place]!;
    const isLogarithmic = scale === 'log' && sample.every(({ values }) => values[place]! > 0);
    return { label, format: 'plain' as const, scale: isLogarithmic ? ('log' as const) : ('linear' as const) };
  };
  return pairs.map(([x, y]) =>
    scatterChart({
      title: `${layout.features[x]!.label} and ${layout.features[y]!.label}`,
      description: `${sample.length} customers, coloured by segment.`,
      x: axis(x),
      y: axis(y),
      groups,
      points: sample.map(({ cluster, values }) => ({
        x: values[x]!,
        y: values[y]!,
        group: names.get(cluster)!,
      })),
    }),
  );
}

/** Places of the features that make segments. */
export function clusteredPlaces(layout: SegmentationLayout): number[] {
  return layout.features.flatMap(({ use }, place) => (use === 'cluster' ? [place] : []));
}
