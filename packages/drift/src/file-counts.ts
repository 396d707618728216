import type { ApplicationSchema, Distribution, NumberDistribution, Reference } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import { mostUnseenCodes } from './thresholds.ts';

export interface NumberCounts {
  readonly kind: 'number';
  /** Rows without a readable value. */
  readonly missing: number;
  /** Rows in each bin of the reference. */
  readonly bins: readonly number[];
  /** Values below the least or above the largest of training; 0 where the reference does not know them. */
  readonly outside: number;
  readonly fractions: number;
  /** Infinity and −Infinity where there is no value. */
  readonly minimum: number;
  readonly maximum: number;
}

export interface LevelCounts {
  readonly kind: 'levels';
  readonly missing: number;
  /** Rows of each level of the reference, in its order. */
  readonly bins: readonly number[];
  /** Rows of any other level. */
  readonly unseen: number;
  /** Rows of each other level; null where there are more levels than a code set has. */
  readonly unseenCodes: ReadonlyMap<string, number> | null;
}

export type VariableCounts = NumberCounts | LevelCounts;

/** What a piece of a file, or all of it, holds in the bins of a frozen reference; its size is that of the reference. */
export interface FileCounts {
  readonly rows: number;
  readonly variables: Readonly<Record<string, VariableCounts>>;
  readonly score: NumberCounts;
}

/** Counts a piece of a file. @param scores one a row, in points */
export type ApplicantCounter = (table: ApplicantTable, scores: ArrayLike<number>) => FileCounts;

/** Prepares to count applicants in the bins of a reference; pieces are put together with `addCounts`. */
export function applicantCounter(schema: ApplicationSchema, reference: Reference): ApplicantCounter {
  const counters = [...schema.variables.entries()].flatMap(([index, { name }]) => {
    const distribution = reference.variables[name];
    return distribution ? [{ name, count: variableCounter(distribution, index) }] : [];
  });
  return (table, scores) => ({
    rows: table.rowCount,
    variables: Object.fromEntries(counters.map(({ name, count }) => [name, count(table)])),
    score: countNumbers(reference.score, scores),
  });
}

function variableCounter(
  distribution: Distribution,
  index: number,
): (table: ApplicantTable) => VariableCounts {
  if (distribution.kind === 'number') return (table) => countNumbers(distribution, table.number[index] ?? []);
  const places = new Map(distribution.levels.map(({ level }, place) => [level, place]));
  return (table) => countLevels(places, table.text[index] ?? []);
}

function countNumbers(reference: NumberDistribution, values: ArrayLike<number>): NumberCounts {
  const { edges, minimum: least = -Infinity, maximum: most = Infinity } = reference;
  const bins = new Array<number>(edges.length + 1).fill(0);
  let missing = 0;
  let outside = 0;
  let fractions = 0;
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) {
      missing += 1;
      continue;
    }
    bins[binOf(value, edges)]! += 1;
    if (value < least || value > most) outside += 1;
    if (!Number.isInteger(value)) fractions += 1;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { kind: 'number', missing, bins, outside, fractions, minimum, maximum };
}

/** A value equal to an edge belongs to the bin above. */
function binOf(value: number, edges: readonly number[]): number {
  let bin = 0;
  while (bin < edges.length && value >= edges[bin]!) bin += 1;
  return bin;
}

function countLevels(places: ReadonlyMap<string, number>, texts: readonly string[]): LevelCounts {
  const bins = new Array<number>(places.size).fill(0);
  const unseenCodes = new Map<string, number>();
  let missing = 0;
  let unseen = 0;
  for (const text of texts) {
    if (text === '') {
      missing += 1;
      continue;
    }
    const place = places.get(text);
    if (place !== undefined) {
      bins[place]! += 1;
      continue;
    }
    unseen += 1;
    unseenCodes.set(text, (unseenCodes.get(text) ?? 0) + 1);
  }
  return { kind: 'levels', missing, bins, unseen, unseenCodes: fewOrNone(unseenCodes) };
}

/** Any part of a whole with few codes has few codes, so that the order of putting together does not matter. */
export function fewOrNone(codes: ReadonlyMap<string, number>): ReadonlyMap<string, number> | null {
  return codes.size <= mostUnseenCodes ? codes : null;
}
