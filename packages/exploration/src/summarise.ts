import type { ApplicationSchema } from '@bora/contracts';
import { wilsonInterval } from '@bora/metrics';
import { informationValue } from '@bora/scorecard';
import type { Exploration, ExploredBin, ExploredNumber, ExploredVariable } from './exploration.ts';
import type { BinCounts, CountedVariable, FileCounts } from './file-counts.ts';
import type { FileScan, VariableScan } from './file-scan.ts';
import { isConstant } from './is-constant.ts';
import { quantile } from './number-scan.ts';

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
