import type { ApplicationSchema } from '@bora/contracts';
import { wilsonInterval } from '@bora/metrics';
import { informationValue } from '@bora/scorecard';
import type { BinCounts, CountedVariable, FileCounts } from './file-counts.ts';
import type { FileScan, VariableScan } from './file-scan.ts';
import { mostSampled, quantile } from './number-scan.ts';

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface ExploredBin {
  readonly label: string;
  readonly rows: number;
  /** Of the rows whose outcome is known; `null` where there is none. With its 95 % Wilson interval. */
  readonly badRate: Interval | null;
}

export interface ExploredNumber {
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly standardDeviation: number | null;
  /** At 1, 5, 25, 50, 75, 95 and 99 %; of an even sample of 50,000 where there are more values. */
  readonly quantiles: readonly { readonly share: number; readonly value: number }[];
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly rows: number }[];
}

export interface ExploredVariable {
  readonly variable: string;
  readonly label: string;
  readonly group: string;
  readonly kind: string;
  readonly sensitive: string | null;
  readonly missing: number;
  readonly isConstant: boolean;
  /** By the bins below; `null` without outcomes of both kinds. */
  readonly informationValue: number | null;
  readonly bins: readonly ExploredBin[];
  readonly number: ExploredNumber | null;
  /** Different levels, at most 10,000; `null` of a number. */
  readonly levels: number | null;
}

/** What a file of applicants holds; what `bora eda --json` says. */
export interface Exploration {
  readonly format: 'bora-exploration/1';
  readonly file: { readonly name: string; readonly sha256: string };
  readonly schema: { readonly id: string; readonly title: string };
  readonly rows: number;
  readonly rejects: Readonly<Record<string, number>>;
  /** Rows with each warning. */
  readonly warnings: Readonly<Record<string, number>>;
  /** Labels of the schema's variables that the file has no column for. */
  readonly absent: readonly string[];
  /** `null` where the file has no outcomes. */
  readonly outcome: {
    readonly good: number;
    readonly bad: number;
    readonly unknown: number;
    readonly badRate: Interval;
  } | null;
  /** Names of variables that equal an earlier one in every row. */
  readonly duplicates: readonly {
    readonly variable: string;
    readonly label: string;
    readonly sameAs: string;
  }[];
  readonly variables: readonly ExploredVariable[];
  /** Strongest pairs first, those of at least 0.1. */
  readonly associations: readonly {
    readonly left: string;
    readonly right: string;
    readonly cramersV: number;
  }[];
}

const quantileShares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const leastAssociation = 0.1;
const mostAssociations = 40;

/** Puts the two readings of a file together. */
export function summarise(
  schema: ApplicationSchema,
  file: Exploration['file'],
  scan: FileScan,
  counts: FileCounts,
): Exploration {
  const { rows, good, bad } = scan;
  const present = new Set(scan.variables.map(({ index }) => index));
  const missing = [...schema.variables.entries()].filter(
    ([index, { kind }]) => kind !== 'id' && kind !== 'label' && !present.has(index),
  );
  return {
    format: 'bora-exploration/1',
    file,
    schema: { id: schema.id, title: schema.title },
    rows,
    rejects: sortedRecord(scan.rejects),
    warnings: sortedRecord(scan.warnings),
    absent: missing.map(([, { label }]) => label),
    outcome:
      good + bad === 0
        ? null
        : { good, bad, unknown: rows - good - bad, badRate: wilsonInterval(bad, good + bad) },
    duplicates: duplicatesOf(scan),
    variables: counts.variables.map((variable) => exploredVariable(schema, variable, { good, bad })),
    associations: counts
      .associations()
      .filter(({ cramersV }) => cramersV >= leastAssociation)
      .slice(0, mostAssociations)
      .map(({ left, right, cramersV }) => ({
        left: left.variable.label,
        right: right.variable.label,
        cramersV,
      })),
  };
}

/** No two known values differ, and known and missing ones do not stand side by side. */
export function isConstant(scan: VariableScan): boolean {
  if (scan.kind === 'number') {
    const { known, missing, minimum, maximum } = scan.numbers;
    return known === 0 || (missing === 0 && minimum === maximum);
  }
  const { counts, missing } = scan.levels;
  return counts.size === 0 || (missing === 0 && counts.size === 1);
}

function exploredVariable(
  schema: ApplicationSchema,
  { scan, bins, histogram }: CountedVariable,
  total: { readonly good: number; readonly bad: number },
): ExploredVariable {
  const { variable } = scan;
  const hasOutcomes = total.good > 0 && total.bad > 0;
  return {
    variable: variable.name,
    label: variable.label,
    group: schema.groups.find(({ id }) => id === variable.group)!.label,
    kind: variable.kind,
    sensitive: variable.sensitive ?? null,
    missing: scan.kind === 'number' ? scan.numbers.missing : scan.levels.missing,
    isConstant: isConstant(scan),
    informationValue: hasOutcomes ? informationValue(bins, total) : null,
    bins: bins.filter(({ rows }) => rows > 0).map(exploredBin),
    number: scan.kind === 'number' && scan.numbers.known > 0 ? exploredNumber(scan.numbers, histogram) : null,
    levels: scan.kind === 'levels' ? scan.levels.counts.size : null,
  };
}

function exploredBin({ label, rows, good, bad }: BinCounts): ExploredBin {
  return { label, rows, badRate: good + bad === 0 ? null : wilsonInterval(bad, good + bad) };
}

function exploredNumber(
  numbers: Extract<VariableScan, { kind: 'number' }>['numbers'],
  histogram: CountedVariable['histogram'],
): ExploredNumber {
  const sorted = numbers.sortedSample();
  const { minimum, maximum, mean, standardDeviation } = numbers;
  return {
    minimum,
    maximum,
    mean,
    standardDeviation,
    quantiles: quantileShares.map((share) => ({ share, value: quantile(sorted, share) })),
    histogram: [...(histogram?.counts ?? [])].map((rows, bin) => ({
      from: histogram!.from + bin * histogram!.width,
      to: histogram!.from + (bin + 1) * histogram!.width,
      rows,
    })),
  };
}

/** Columns with the fingerprint of an earlier one; those that say nothing are constant, not duplicates. */
function duplicatesOf({ variables }: FileScan): Exploration['duplicates'] {
  const first = new Map<string, string>();
  return variables.flatMap((scan) => {
    if (isConstant(scan)) return [];
    const key = String(scan.hash);
    const { name: variable, label } = scan.variable;
    const sameAs = first.get(key);
    if (sameAs !== undefined) return [{ variable, label, sameAs }];
    first.set(key, label);
    return [];
  });
}

function sortedRecord(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([, left], [, right]) => right - left));
}

/** Values up to which quantiles are exact. */
export const exactQuantilesTo = mostSampled;
