/** Applicants by one variable; every applicant is in one segment. */
export interface Segmentation {
  readonly variable: string;
  readonly names: readonly string[];
  /** Index of each applicant's segment. */
  readonly segmentOf: Uint8Array;
}

/** Values of many applicants of which there are few different ones. */
export interface CodedValues {
  /** Different values, `''` where missing. */
  readonly values: readonly string[];
  /** Index of each applicant's value. */
  readonly codes: Uint32Array;
}

const missing = 'missing';
const other = 'other';
const largestCodes = 12;
const numberOfBands = 5;

/** One segment a code, the most frequent twelve by name and the rest together. */
export function segmentByCode(variable: string, { values, codes }: CodedValues): Segmentation {
  const names = values.map((value) => value || missing);
  const counts = new Map<string, number>(names.map((name) => [name, 0]));
  for (const code of codes) counts.set(names[code]!, counts.get(names[code]!)! + 1);
  const bySize = [...counts]
    .filter(([, count]) => count > 0)
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .map(([name]) => name);
  const shown = bySize.slice(0, largestCodes);
  const indexOf = names.map((name) => {
    const index = shown.indexOf(name);
    return index < 0 ? shown.length : index;
  });
  return {
    variable,
    names: bySize.length > shown.length ? [...shown, other] : shown,
    segmentOf: Uint8Array.from(codes, (code) => indexOf[code]!),
  };
}

/** Five bands of about equal size, values that are equal in the same one, and a band of what is missing. */
export function segmentByNumber(variable: string, number: Float64Array): Segmentation {
  // NaN is sorted to the end.
  const sorted = number.slice().sort();
  const firstMissing = sorted.findIndex(Number.isNaN);
  const present = firstMissing < 0 ? sorted : sorted.subarray(0, firstMissing);
  const edges = [
    ...new Set(
      Array.from(
        { length: numberOfBands - 1 },
        (_, band) => present[Math.ceil(((band + 1) * present.length) / numberOfBands) - 1],
      ),
    ),
  ].filter((edge) => edge !== undefined && edge < present[present.length - 1]!);
  const bands = [
    ...edges.map((edge) => `up to ${edge}`),
    edges.length === 0 ? 'all' : `above ${edges.at(-1)}`,
    missing,
  ];
  const bandOf = (value: number) => {
    if (Number.isNaN(value)) return bands.length - 1;
    const band = edges.findIndex((edge) => value <= edge!);
    return band < 0 ? edges.length : band;
  };
  return withoutEmpty({ variable, names: bands, segmentOf: Uint8Array.from(number, bandOf) });
}

function withoutEmpty({ variable, names, segmentOf }: Segmentation): Segmentation {
  const isUsed = names.map((_, segment) => segmentOf.includes(segment));
  const kept = names.filter((_, segment) => isUsed[segment]);
  const indexOf = names.map((name) => kept.indexOf(name));
  return { variable, names: kept, segmentOf: segmentOf.map((segment) => indexOf[segment]!) };
}
