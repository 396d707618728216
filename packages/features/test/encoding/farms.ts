import { ApplicationSchema, type DerivedFeature } from '@bora/contracts';
import type { ApplicantTable } from '../../src/applicant-table.ts';
import { createCrossFittedView } from '../../src/encoding/cross-fitted-view.ts';
import { findLevels, fitKeyLevels, keysOf } from '../../src/encoding/key-levels.ts';
import { createTextCache } from '../../src/encoding/key-text.ts';
import { createLevelFinder } from '../../src/encoding/level-finder.ts';
import { createOperator, fitKnots } from '../../src/encoding/operators.ts';
import { allOutcomes } from '../../src/encoding/outcomes.ts';
import { createRowView, createTextView } from '../../src/encoding/row-view.ts';
import { createVariableIndex } from '../../src/encoding/variable-index.ts';

const predictor = { group: 'all', label: 'x', reason: 'x' };
const place = { ...predictor, kind: 'place' };

/** An invented schema with whatever an operator can read. */
export const farmSchema = ApplicationSchema.parse({
  id: 'farms',
  version: 1,
  title: 'Farm loans',
  description: 'Invented for tests.',
  file: { delimiter: ',', header: true, quote: '"', missing: [] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { ...predictor, name: 'acres', kind: 'number', position: 1 },
    { ...predictor, name: 'cows', kind: 'number', position: 2 },
    { ...place, name: 'region', position: 3 },
    { ...place, name: 'town', position: 4 },
    { ...place, name: 'market', position: 5 },
    { ...place, name: 'plot', position: 6 },
    { ...predictor, name: 'soil', kind: 'category', open: true, position: 7 },
    { ...predictor, name: 'fenced', kind: 'flag', yes: ['Y'], no: ['N'], position: 8 },
    { name: 'failed', label: 'x', group: 'all', kind: 'label', yes: ['1'], no: ['0'], position: 9 },
  ],
  derived: [{ name: 'acres', speaksFor: 'acres', kind: 'number', of: 'acres', scale: 'identity' }],
});

/** One of every kind of derived feature. */
export const everyKind: DerivedFeature[] = [
  { name: 'acres', speaksFor: 'acres', kind: 'number', of: 'acres', scale: 'identity' },
  { name: 'acres-missing', speaksFor: 'acres', kind: 'missing', of: 'acres' },
  { name: 'fenced', speaksFor: 'fenced', kind: 'flag', of: 'fenced' },
  { name: 'soil', speaksFor: 'soil', kind: 'one-hot', of: ['soil'], minimumRows: 15 },
  { name: 'region-rate', speaksFor: 'region', kind: 'target-rate', chain: [['region']], smoothing: 10 },
  {
    name: 'town-rate',
    speaksFor: 'town',
    kind: 'target-rate',
    chain: [['region'], ['region', 'town']],
    smoothing: 10,
    knots: 4,
  },
  { name: 'town-count', speaksFor: 'town', kind: 'frequency', of: ['region', 'town'] },
  {
    name: 'cows-segments',
    speaksFor: 'cows',
    kind: 'piecewise-linear',
    of: 'cows',
    scale: 'log1p',
    knots: 5,
  },
  {
    name: 'plot-rate',
    speaksFor: 'plot',
    kind: 'kernel-rate',
    of: 'plot',
    bandwidths: [1, 3],
    smoothing: 5,
  },
  { name: 'market-near', speaksFor: 'market', kind: 'same-value', left: ['market'], right: ['town'] },
  { name: 'market-letters', speaksFor: 'market', kind: 'letter-case', of: 'market' },
  { name: 'round-acres', speaksFor: 'acres', kind: 'roundness', of: 'acres', multiples: [5, 10] },
  {
    name: 'cows-per-acre',
    speaksFor: 'cows',
    kind: 'ratio',
    numerator: 'cows',
    denominator: 'acres',
    denominatorPlus: 1,
    scale: 'sqrt',
  },
  { name: 'size', speaksFor: 'acres', kind: 'sum', of: ['acres', 'cows'], scale: 'log1p' },
  {
    name: 'town-vector',
    speaksFor: 'town',
    kind: 'embedding',
    of: ['region', 'town'],
    dimensions: 2,
    minimumRows: 15,
  },
];

export type Farm = Partial<Record<string, string>>;

/** A table of farms; what a farm does not name is missing. */
export function farmTable(farms: readonly Farm[]): ApplicantTable {
  const text = farmSchema.variables.map(({ name }) => farms.map((farm) => farm[name] ?? ''));
  return {
    rowCount: farms.length,
    text,
    number: farmSchema.variables.map(({ kind }, index) =>
      kind === 'number'
        ? Float64Array.from(text[index]!, (value) => (value === '' ? Number.NaN : Number(value)))
        : undefined,
    ),
    applicantId: farms.map((_, row) => String(row + 1)),
    row: Uint32Array.from(farms, (_, row) => row + 1),
    warnings: new Uint32Array(farms.length),
  };
}

export function repeat(times: number, farm: Farm): Farm[] {
  return Array.from({ length: times }, () => farm);
}

export interface Training {
  readonly farms: readonly Farm[];
  readonly bad?: readonly number[];
  /** Rows of inner folds see the others' outcomes; without folds every row sees all, as in serving. */
  readonly innerFold?: readonly number[];
}

/** The raw columns, before scaling, that a feature fitted on `training` makes of `farms` (else of the training rows). */
export function rawColumns(feature: DerivedFeature, training: Training, farms = training.farms): number[][] {
  const variables = createVariableIndex(farmSchema);
  const view = (rows: readonly Farm[]) => createTextView(variables, farmTable(rows), createTextCache());
  const bad = Uint8Array.from(training.farms, (_, row) => training.bad?.[row] ?? 0);
  const texts = view(training.farms);
  const keys = keysOf([feature]).map((key) => fitKeyLevels(key, key.map(texts.partTexts), bad));
  const folds = training.innerFold && Uint8Array.from(training.innerFold);
  const all = [allOutcomes({ keys, rows: bad.length, bad: bad.reduce((sum, value) => sum + value, 0) })];
  const served = (rows: readonly Farm[]) =>
    createRowView(view(rows), createLevelFinder(keys), all, new Uint8Array(rows.length));
  const fitted = folds ? createCrossFittedView(texts, keys, bad, folds) : served(training.farms);
  const read = farms === training.farms ? fitted : served(farms);
  const knots = fitKnots(feature, fitted);
  const { columns, write } = createOperator(feature, { knots, variables, levels: findLevels(keys) });
  const out = new Float64Array(columns.length * farms.length).fill(Number.POSITIVE_INFINITY);
  write(read, out);
  return columns.map((_, column) => [...out.subarray(column * farms.length, (column + 1) * farms.length)]);
}
