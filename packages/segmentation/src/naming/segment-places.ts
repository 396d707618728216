import type { FeatureProfile, SegmentationLayout } from '@bora/contracts';
import type { CustomerTable } from '../customers/customer-table.ts';
import { clusterShapes } from '../quality/cluster-shapes.ts';
import { applyScaling, type FeatureScale, fitScaling, undoScaling } from '../scaling/scaling.ts';
import type { Place } from './name-segments.ts';

/** The scale on which places are measured: standard units, of logarithms where the layout says so. */
export function placeScales(table: CustomerTable, layout: SegmentationLayout): FeatureScale[] {
  const columns = table.features.map((name) => layout.features.find((feature) => feature.name === name)!);
  return columns.map((feature, column) => {
    const single = columnOf(table, column);
    // A feature that only describes may be the same for all customers.
    if (single.values.every((value) => value === single.values[0]))
      return { log: feature.scale === 'log', offset: 0, factor: 1 };
    return fitScaling(single, 'log-standard', [feature.scale === 'log'])[0]!;
  });
}

/** For each label that occurs, noise too: its customers and the profile of every feature. */
export function describeClusters(
  table: CustomerTable,
  layout: SegmentationLayout,
  labels: Int32Array,
): Map<number, { customers: number; profile: FeatureProfile[]; place: Place }> {
  const shifted = labels.map((label) => label + 1);
  const means = clusterShapes(table.values, shifted, 1);
  const scales = placeScales(table, layout);
  const scaled = applyScaling(table.values, scales);
  const places = clusterShapes(scaled, shifted, 1);
  return new Map(
    means.labels.map((label, index) => {
      const rows = [...shifted.keys()].filter((row) => shifted[row] === label);
      const profile = table.features.map((name, column) => {
        const feature = layout.features.find((one) => one.name === name)!;
        const place = places.means[index]![column]!;
        const single = { rows: 1, columns: 1, values: Float64Array.of(place) };
        return {
          name,
          label: feature.label,
          unit: feature.unit,
          mean: means.means[index]![column]!,
          median: medianOf(
            Float64Array.from(rows, (row) => table.values.values[row * table.features.length + column]!),
          ),
          centre: undoScaling(single, [scales[column]!]).values[0]!,
          place,
        };
      });
      const place = Object.fromEntries(profile.map((feature) => [feature.name, feature.place]));
      return [label - 1, { customers: means.sizes[index]!, profile, place }];
    }),
  );
}

function columnOf({ values }: CustomerTable, column: number) {
  const single = new Float64Array(values.rows);
  for (let row = 0; row < values.rows; row++) single[row] = values.values[row * values.columns + column]!;
  return { rows: values.rows, columns: 1, values: single };
}

function medianOf(values: Float64Array): number {
  values.sort();
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}
