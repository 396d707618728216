import { type ApplicationSchema, type PointsScale, warningBit } from '@bora/contracts';
import { pdFromScore, pointsFactor } from '@bora/decision';
import { type ApplicantTable, createTextCache, type TextCache } from '@bora/features';
import { binCount, binOfLevel, binOfNumber } from './binning.ts';
import type { Characteristic, Scorecard } from './scorecard.ts';
import { levelOf } from './training-column.ts';

/** A scorecard that answers. Variables stand in the order of `scorecard.characteristics`. */
export interface AppliedScorecard {
  /** Bin of every applicant in every variable, row-major. */
  bins(table: ApplicantTable): Uint8Array;
  /** Base points and the points of each variable's attribute, added up: a whole number a row, not clamped. */
  points(bins: Uint8Array): Float64Array;
  /** PD of points on the scale; clamping the score to the scale's bounds never changes it. */
  pd(points: number): number;
  /** Points of each variable's attribute, row-major. */
  pointsByVariable(bins: Uint8Array): Int32Array;
  /** The same in log-odds of **bad**: −points / factor. */
  logOddsByVariable(bins: Uint8Array): Float64Array;
  /** Warning bits of each row: unseen-category, outside-trained-range, many-missing. */
  warnings(table: ApplicantTable, bins: Uint8Array): Uint32Array;
}

/**
 * Where other levels were more than this share of the training rows (boroughs, small cities), being one of them is
 * ordinary and no warning.
 */
const ordinaryOthersShare = 0.05;

/** @param scorecard one that `scorecardProblem` finds nothing wrong with for the schema */
export function applyScorecard(
  scorecard: Scorecard,
  schema: ApplicationSchema,
  scale: PointsScale,
): AppliedScorecard {
  const { characteristics, basePoints } = scorecard;
  const width = characteristics.length;
  const cache = createTextCache();
  const readers = characteristics.map((characteristic) => binReader(characteristic, schema, cache));
  const warners = characteristics.map((characteristic) => warner(characteristic, schema, scorecard.rows));
  const factor = pointsFactor(scale);
  const pointsByVariable = (bins: Uint8Array): Int32Array =>
    Int32Array.from(bins, (bin, cell) => characteristics[cell % width]!.attributes[bin]!.points);
  return {
    bins(table) {
      cache.trim();
      const bins = new Uint8Array(table.rowCount * width);
      readers.forEach((read, variable) => {
        const binOf = read(table);
        for (let row = 0; row < table.rowCount; row++) bins[row * width + variable] = binOf(row);
      });
      return bins;
    },
    points(bins) {
      const points = new Float64Array(bins.length / width).fill(basePoints);
      for (const [cell, value] of pointsByVariable(bins).entries())
        points[Math.floor(cell / width)]! += value;
      return points;
    },
    pd: (points) => pdFromScore(points, scale),
    pointsByVariable,
    logOddsByVariable: (bins) => Float64Array.from(pointsByVariable(bins), (points) => -points / factor),
    warnings(table, bins) {
      const warnings = new Uint32Array(table.rowCount);
      const missingBins = characteristics.map(({ binning }) => binCount(binning) - 1);
      for (let row = 0; row < table.rowCount; row++) {
        let missing = 0;
        for (let variable = 0; variable < width; variable++) {
          const bin = bins[row * width + variable]!;
          if (bin === missingBins[variable]) missing += 1;
          warnings[row]! |= warners[variable]!(table, row, bin);
        }
        if (missing > scorecard.missingLimit) warnings[row]! |= warningBit('many-missing');
      }
      return warnings;
    },
  };
}

type BinReader = (table: ApplicantTable) => (row: number) => number;

function binReader(
  { variable: name, binning }: Characteristic,
  schema: ApplicationSchema,
  cache: TextCache,
): BinReader {
  const index = schema.variables.findIndex((variable) => variable.name === name);
  if (binning.kind === 'number') {
    const bin = binOfNumber(binning);
    return ({ number }) => {
      const values = number[index]!;
      return (row) => bin(values[row]!);
    };
  }
  const bin = binOfLevel(binning);
  const level = levelOf(schema.variables[index]!, cache);
  return ({ text }) => {
    const texts = text[index]!;
    return (row) => bin(level(texts[row]!));
  };
}

type Warner = (table: ApplicantTable, row: number, bin: number) => number;

function warner(
  { variable: name, binning, range, attributes }: Characteristic,
  schema: ApplicationSchema,
  trainingRows: number,
): Warner {
  if (binning.kind === 'levels') {
    const others = binning.groups.length;
    const isOrdinary = attributes[others]!.rows > ordinaryOthersShare * trainingRows;
    return (_table, _row, bin) => (bin === others && !isOrdinary ? warningBit('unseen-category') : 0);
  }
  if (range === null) return () => 0;
  const index = schema.variables.findIndex((variable) => variable.name === name);
  return ({ number }, row) => {
    const value = number[index]![row]!;
    return value < range.min || value > range.max ? warningBit('outside-trained-range') : 0;
  };
}
