import { codeSegments, numberBands, type SegmentName } from '../replay/segments.ts';
import type { SegmentsReport } from '../report/report-sections.ts';
import { emptyValue, mergeValue, segmentWays, type ValueSums } from './value-sums.ts';

/** The variable to segment by. */
export interface SegmentVariable {
  readonly name: string;
  readonly isNumber: boolean;
}

/** What the values of a variable come to, in the segments that the terminal would make of them. */
export function partedSegments(
  { name, isNumber }: SegmentVariable,
  values: ReadonlyMap<string, ValueSums>,
  hasAgainst: boolean,
): SegmentsReport {
  const { segments, segmentOf } = isNumber ? bandsOf(values) : codesOf(values);
  const sums = segments.map(emptyValue);
  for (const [value, one] of values) mergeValue(sums[segmentOf(value)]!, one);
  return {
    variable: name,
    segments: segments.map((segment, index) => ({ ...segment, ...figuresOf(sums[index]!, hasAgainst) })),
  };
}

interface Segments {
  readonly segments: readonly SegmentName[];
  segmentOf(value: string): number;
}

function codesOf(values: ReadonlyMap<string, ValueSums>): Segments {
  const names = [...values.keys()];
  const counts = Array.from(values.values(), ({ applicants }) => applicants);
  const { segments, segmentOf } = codeSegments(names, counts);
  const places = new Map(names.map((value, place) => [value, segmentOf[place]!]));
  return { segments, segmentOf: (value) => places.get(value)! };
}

function bandsOf(values: ReadonlyMap<string, ValueSums>): Segments {
  const numbers = [...values]
    .filter(([value]) => value !== '')
    .map(([value, { applicants }]) => ({ number: Number(value), applicants }))
    .sort((a, b) => a.number - b.number);
  const present = numbers.reduce((total, { applicants }) => total + applicants, 0);
  const numberAt = (rank: number) => {
    let before = 0;
    return numbers.find(({ applicants }) => {
      before += applicants;
      return rank < before;
    })!.number;
  };
  const { segments, bandOf } = numberBands(present, values.get('')?.applicants ?? 0, numberAt);
  return { segments, segmentOf: (value) => bandOf(value === '' ? Number.NaN : Number(value)) };
}

function figuresOf({ applicants, bads, ways }: ValueSums, hasAgainst: boolean) {
  return {
    applicants,
    badRate: applicants === 0 ? null : bads / applicants,
    strategies: segmentWays.flatMap((id, index) => {
      if (id === 'against-policy' && !hasAgainst) return [];
      const way = ways[index]!;
      const badRate = way.approved === 0 ? null : way.bads / way.approved;
      return [{ id, approvalRate: way.approved / applicants, badRate, variableProfit: way.profit.value }];
    }),
  };
}
