import { z } from 'zod';

/** What a segment is of: one value, a band of numbers, all values that are not shown, or no value. */
export const SegmentName = z.strictObject({
  kind: z.enum(['value', 'band', 'others', 'missing']),
  /** The value or the band as people read it; a value may be called what it likes, so only `kind` tells. */
  name: z.string(),
});
export type SegmentName = z.infer<typeof SegmentName>;

/** For people, in tables. */
export function segmentTitle({ kind, name }: SegmentName): string {
  return kind === 'value' || kind === 'band' ? name : `(${name})`;
}

/** Applicants by one variable; every applicant is in one segment. */
export interface Segmentation {
  readonly variable: string;
  readonly segments: readonly SegmentName[];
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

const missing: SegmentName = { kind: 'missing', name: 'missing' };
const others: SegmentName = { kind: 'others', name: 'all others' };
const largestCodes = 12;
const numberOfBands = 5;

/** One segment a code, the most frequent twelve by name and the rest together. */
export function segmentByCode(variable: string, { values, codes }: CodedValues): Segmentation {
  const counts = new Float64Array(values.length);
  for (const code of codes) counts[code]! += 1;
  const { segments, segmentOf } = codeSegments(values, counts);
  return { variable, segments, segmentOf: Uint8Array.from(codes, (code) => segmentOf[code]!) };
}

/** The segments of different values that occur so often, and the index of each value's. */
export function codeSegments(
  values: readonly string[],
  counts: ArrayLike<number>,
): { readonly segments: SegmentName[]; readonly segmentOf: number[] } {
  const bySize = [...values.keys()]
    .filter((code) => counts[code]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || (values[a]! < values[b]! ? -1 : 1));
  const shown = bySize.slice(0, largestCodes);
  const segments = shown.map((code): SegmentName => {
    return values[code] === '' ? missing : { kind: 'value', name: values[code]! };
  });
  if (bySize.length > shown.length) segments.push(others);
  const segmentOf = [...values.keys()].map((code) => {
    const index = shown.indexOf(code);
    return index < 0 ? shown.length : index;
  });
  return { segments, segmentOf };
}

/** Five bands of about equal size, values that are equal in the same one, and a band of what is missing. */
export function segmentByNumber(variable: string, number: Float64Array): Segmentation {
  // NaN is sorted to the end.
  const sorted = number.slice().sort();
  const firstMissing = sorted.findIndex(Number.isNaN);
  const present = firstMissing < 0 ? number.length : firstMissing;
  const { segments, bandOf } = numberBands(present, number.length - present, (rank) => sorted[rank]!);
  return { variable, segments, segmentOf: Uint8Array.from(number, bandOf) };
}

/**
 * The bands of numbers of which so many are there and so many missing, and the index of each number's.
 * @param at the number of a rank, from 0, ascending
 */
export function numberBands(
  present: number,
  absent: number,
  at: (rank: number) => number,
): { readonly segments: SegmentName[]; bandOf(value: number): number } {
  const edges = bandEdges(present, at);
  const names = [
    ...edges.map((edge) => `up to ${edge}`),
    ...(present === 0 ? [] : [edges.length === 0 ? 'all' : `above ${edges.at(-1)}`]),
  ];
  const bands = names.map((name): SegmentName => ({ kind: 'band', name }));
  return {
    segments: absent > 0 ? [...bands, missing] : bands,
    bandOf(value) {
      if (Number.isNaN(value)) return bands.length;
      const band = edges.findIndex((edge) => value <= edge);
      return band < 0 ? edges.length : band;
    },
  };
}

/** Highest numbers of all bands but the last; none is empty. */
function bandEdges(present: number, at: (rank: number) => number): number[] {
  if (present === 0) return [];
  const ranks = Array.from({ length: numberOfBands - 1 }, (_, band) =>
    Math.max(0, Math.ceil(((band + 1) * present) / numberOfBands) - 1),
  );
  return [...new Set(ranks.map(at))].filter((edge) => edge < at(present - 1));
}
