import type { Segment, SegmentationLayout, SegmentationSummary } from '@bora/contracts';
import type { CustomerTable } from '../customers/customer-table.ts';
import { applyScaling } from '../scaling/scaling.ts';
import { nameSegments } from './name-segments.ts';
import { describeClusters, placeScales } from './segment-places.ts';

/** An earlier run of the same layout, whose names are to be kept. */
export type EarlierRun = Pick<SegmentationSummary, 'segments'>;

/** Describes and names the clusters of the customers; the last one is of those that are in none (label -1). */
export function namedSegments(
  table: CustomerTable,
  layout: SegmentationLayout,
  labels: Int32Array,
  earlier: EarlierRun | undefined,
): Segment[] {
  const described = describeClusters(table, layout, labels);
  const clusters = [...described.keys()].filter((label) => label >= 0).sort((a, b) => a - b);
  const places = clusters.map((cluster) => described.get(cluster)!.place);
  const names = nameSegments(places, layout, earlierPlaces(table, layout, earlier));
  const segments = clusters.map((cluster, index) => ({ cluster, ...names[index]! }));
  if (described.has(-1))
    segments.push({ cluster: -1, nameByRule: layout.noise.name, family: layout.noise.name, ...layout.noise });
  return segments.map((segment) => {
    const { customers, profile } = described.get(segment.cluster)!;
    return { ...segment, customers, share: customers / labels.length, profile };
  });
}

/** Where the earlier segments' means stand in the population of this run. */
function earlierPlaces(table: CustomerTable, layout: SegmentationLayout, earlier: EarlierRun | undefined) {
  const scales = placeScales(table, layout);
  return (earlier?.segments ?? [])
    .filter(({ cluster }) => cluster >= 0)
    .map(({ name, family, description, action, profile }) => ({
      name,
      family,
      description,
      action,
      place: Object.fromEntries(
        profile.flatMap((feature) => {
          const column = table.features.indexOf(feature.name);
          if (column < 0) return [];
          const one = { rows: 1, columns: 1, values: Float64Array.of(feature.centre) };
          return [[feature.name, applyScaling(one, [scales[column]!]).values[0]!]];
        }),
      ),
    }));
}
