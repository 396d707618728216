import type { ApplicationSchema, Variable } from '@bora/contracts';
import { isPredictor } from '@bora/contracts';
import { type ApplicantTable, createTextCache, type TextCache } from '@bora/features';
import { type Binning, binOfLevel, binOfNumber } from './binning.ts';

/** One variable of the training rows. */
export type TrainingColumn = { readonly variable: Variable } & (
  | { readonly kind: 'number'; readonly values: Float64Array }
  | {
      readonly kind: 'levels';
      /** Normalised texts; `''` is missing. */
      readonly levels: readonly string[];
      /** Index in `levels` of each row. */
      readonly levelOfRow: Uint32Array;
    }
);

/** The predictors of a table but for those that are forbidden. */
export function trainingColumns(
  schema: ApplicationSchema,
  table: ApplicantTable,
  forbidden: ReadonlySet<string>,
): TrainingColumn[] {
  const cache = createTextCache();
  return schema.variables.flatMap((variable, index): TrainingColumn[] => {
    if (!isPredictor(variable) || forbidden.has(variable.name)) return [];
    const numbers = table.number[index];
    if (numbers) return [{ variable, kind: 'number', values: numbers }];
    return [{ variable, kind: 'levels', ...countedLevels(table.text[index]!, levelOf(variable, cache)) }];
  });
}

/** The level of a given text: normalised, and of a flag's codes the first of yes or of no. */
export function levelOf(variable: Variable, cache: TextCache): (text: string) => string {
  if (variable.kind !== 'flag') return (text) => cache.normalised(text);
  const first = [variable.yes ?? [], variable.no ?? []].flatMap((codes) =>
    codes.map((code): [string, string] => [code, cache.normalised(codes[0]!)]),
  );
  const codes = new Map(first);
  return (text) => codes.get(text) ?? '';
}

/** Bin of each of the given rows. */
export function binsOfRows(binning: Binning, column: TrainingColumn, rows: Uint32Array): Uint8Array {
  const bins = new Uint8Array(rows.length);
  if (binning.kind === 'number' && column.kind === 'number') {
    const bin = binOfNumber(binning);
    for (let place = 0; place < rows.length; place++) bins[place] = bin(column.values[rows[place]!]!);
    return bins;
  }
  if (binning.kind === 'levels' && column.kind === 'levels') {
    const binOfIndex = Uint8Array.from(column.levels.map(binOfLevel(binning)));
    for (let place = 0; place < rows.length; place++) {
      bins[place] = binOfIndex[column.levelOfRow[rows[place]!]!]!;
    }
    return bins;
  }
  throw new TypeError(`The bins of ${column.variable.name} are those of another kind of variable.`);
}

function countedLevels(
  texts: readonly string[],
  levelOfText: (text: string) => string,
): { levels: string[]; levelOfRow: Uint32Array } {
  const indices = new Map<string, number>();
  const levelOfRow = Uint32Array.from(texts, (text) => {
    const level = levelOfText(text);
    const index = indices.get(level) ?? indices.size;
    if (index === indices.size) indices.set(level, index);
    return index;
  });
  return { levels: [...indices.keys()], levelOfRow };
}
