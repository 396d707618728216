/** Applicants by one variable; every applicant is in one segment. */
export interface Segmentation {
  readonly variable: string;
  readonly segments: readonly { readonly name: string; readonly places: readonly number[] }[];
}

const missing = 'missing';
const largestCodes = 12;
const numberOfBands = 5;

/** One segment a code, the most frequent twelve by name and the rest together. */
export function segmentByCode(variable: string, text: readonly string[]): Segmentation {
  const places = groupPlaces(text.map((value) => value || missing));
  const bySize = [...places].sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1));
  const rest = bySize.slice(largestCodes).flatMap(([, some]) => some);
  const segments = bySize.slice(0, largestCodes).map(([name, some]) => ({ name, places: some }));
  return {
    variable,
    segments: rest.length === 0 ? segments : [...segments, { name: 'other', places: rest }],
  };
}

/** Five bands of about equal size, values that are equal in the same one, and a band of what is missing. */
export function segmentByNumber(variable: string, number: Float64Array): Segmentation {
  const sorted = number.filter((value) => !Number.isNaN(value)).sort();
  const edges = [
    ...new Set(
      Array.from(
        { length: numberOfBands - 1 },
        (_, band) => sorted[Math.ceil(((band + 1) * sorted.length) / numberOfBands) - 1],
      ),
    ),
  ].filter((edge) => edge !== undefined && edge < sorted[sorted.length - 1]!);
  const names = [
    ...edges.map((edge) => `up to ${edge}`),
    edges.length === 0 ? 'all' : `above ${edges.at(-1)}`,
  ];
  const bandOf = (value: number) => {
    if (Number.isNaN(value)) return missing;
    const band = edges.findIndex((edge) => value <= edge!);
    return names[band < 0 ? edges.length : band]!;
  };
  const places = groupPlaces(Array.from(number, bandOf));
  const segments = [...names, missing].flatMap((name) => {
    const some = places.get(name);
    return some ? [{ name, places: some }] : [];
  });
  return { variable, segments };
}

function groupPlaces(names: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, name] of names.entries()) {
    const some = places.get(name);
    if (some) some.push(place);
    else places.set(name, [place]);
  }
  return places;
}
