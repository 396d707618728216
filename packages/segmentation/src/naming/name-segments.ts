import type { NamingRule, Segment, SegmentationLayout } from '@bora/contracts';
import { cheapestPairs } from './match-segments.ts';
import { mixedSegment } from './mixed-segment.ts';
import { ruleHolds } from './rule-fit.ts';

/** Where a segment stands: for each feature how many standard deviations its mean lies above the population's. */
export type Place = Readonly<Record<string, number>>;

/** A segment of an earlier run: its name and the means of its features, brought to the population of this run. */
export interface EarlierSegment {
  readonly name: string;
  readonly family: string;
  readonly description: string;
  readonly action: string;
  readonly place: Place;
}

export type SegmentName = Pick<Segment, 'name' | 'family' | 'nameByRule' | 'description' | 'action'>;

/** Root mean square of the differences in standard deviations up to which a segment is the one of the earlier run. */
export const sameSegmentDistance = 0.75;

/**
 * Names of segments. By the layout's rules each gets the name whose place is nearest to its own among those that are true
 * of it, and "Mixed Customers" where none is; segments that would share a name are told apart by the feature in which they
 * differ most. A segment that stands where one of the earlier run stood keeps that one's name, the pairs being those of
 * least total distance.
 *
 * @param places of the segments, noise left out.
 * @returns in the order of the places, no name twice.
 */
export function nameSegments(
  places: readonly Place[],
  layout: SegmentationLayout,
  earlier: readonly EarlierSegment[] = [],
): SegmentName[] {
  const byRule = namesByRule(places, layout);
  if (earlier.length === 0) return byRule;
  const features = clusterFeatures(layout);
  const costs = places.map((place) => earlier.map((before) => distance(place, before.place, features)));
  const pairs = cheapestPairs(costs);
  const kept = pairs.map((pair, index) =>
    pair >= 0 && costs[index]![pair]! <= sameSegmentDistance ? earlier[pair]! : null,
  );
  const taken = new Set(kept.flatMap((before) => before?.name ?? []));
  return byRule
    .map((segment, index) => {
      const before = kept[index];
      if (before) return { ...before, nameByRule: segment.name };
      if (!taken.has(segment.name)) return segment;
      return { ...segment, name: freeName(segment.name, taken) };
    })
    .map(({ name, family, nameByRule, description, action }) => ({
      name,
      family,
      nameByRule,
      description,
      action,
    }));
}

/** Names of the features that make segments. */
export function clusterFeatures(layout: SegmentationLayout): string[] {
  return layout.features.filter(({ use }) => use === 'cluster').map(({ name }) => name);
}

function namesByRule(places: readonly Place[], layout: SegmentationLayout): SegmentName[] {
  const rules = places.map((place) => trueRule(place, layout));
  return places.map((place, index) => {
    const { name, description, action } = rules[index]!;
    const rivals = places.filter((_, other) => rules[other]!.name === name);
    const full = rivals.length === 1 ? name : `${name}, ${whatDiffers(place, rivals, layout)}`;
    return { name: full, family: name, nameByRule: full, description, action };
  });
}

function trueRule(place: Place, layout: SegmentationLayout): Omit<NamingRule, 'place'> {
  const cost = (rule: NamingRule) => distance(place, rule.place, Object.keys(rule.place));
  const [first, ...others] = layout.segments.filter((rule) => ruleHolds(rule, place));
  if (!first) return mixedSegment(place, layout);
  return others.reduce((best, rule) => (cost(rule) < cost(best) ? rule : best), first);
}

function distance(a: Place, b: Place, features: readonly string[]): number {
  const sum = features.reduce((total, feature) => total + ((a[feature] ?? 0) - (b[feature] ?? 0)) ** 2, 0);
  return Math.sqrt(sum / features.length);
}

/** `spent higher`, or with more than two segments of a name `spent 2 of 3`, counted from the lowest. */
function whatDiffers(place: Place, rivals: readonly Place[], layout: SegmentationLayout): string {
  const spread = (feature: string) => {
    const values = rivals.map((rival) => rival[feature] ?? 0);
    return Math.max(...values) - Math.min(...values);
  };
  const features = clusterFeatures(layout);
  const feature = features.reduce((best, name) => (spread(name) > spread(best) ? name : best));
  const label = layout.features.find(({ name }) => name === feature)!.label.toLowerCase();
  const rank = rivals.filter((rival) => (rival[feature] ?? 0) < (place[feature] ?? 0)).length;
  // Equal places keep their order, so that no two names are the same.
  const equals = rivals.filter((rival) => (rival[feature] ?? 0) === (place[feature] ?? 0)).indexOf(place);
  const position = rank + equals + 1;
  if (rivals.length === 2) return `${label} ${position === 1 ? 'lower' : 'higher'}`;
  return `${label} ${position} of ${rivals.length}`;
}

function freeName(name: string, taken: Set<string>): string {
  let number = 2;
  while (taken.has(`${name} ${number}`)) number += 1;
  const free = `${name} ${number}`;
  taken.add(free);
  return free;
}
