import type { DerivedFeature } from '@bora/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipAt } from '../../src/encoding/column-scale.ts';
import { createEncoder } from '../../src/encoding/encoder.ts';
import { EncoderMismatchError } from '../../src/encoding/encoder-mismatch-error.ts';
import { EncoderState } from '../../src/encoding/encoder-state.ts';
import { fitEncoder } from '../../src/encoding/fit-encoder.ts';
import { everyKind, type Farm, farmSchema, farmTable } from './farms.ts';

const numberText = fc.constantFrom(
  '',
  '0',
  '5',
  '10',
  '12.5',
  '1e308',
  '-1e308',
  '1e999',
  '-1e999',
  '-0',
  '5e-324',
  '-3',
);
const anyFarm: fc.Arbitrary<Farm> = fc.record({
  acres: numberText,
  cows: numberText,
  region: fc.constantFrom('', 'north', 'SOUTH'),
  town: fc.constantFrom('', 'Aldo', 'Évora', 'beja', '#DIV/0!'),
  market: fc.oneof(fc.constantFrom('', 'ALDO', 'evora'), fc.string({ unit: 'binary' })),
  plot: fc.constantFrom('', '100', '103', '999999999', 'x'),
  soil: fc.constantFrom('', 'clay', 'sand'),
  fenced: fc.constantFrom('', 'Y', 'N'),
});
const anyFarms = (minLength: number, maxLength: number) => fc.array(anyFarm, { minLength, maxLength });

function fit(farms: readonly Farm[], features: DerivedFeature[] = everyKind) {
  const bad = Uint8Array.from(farms, (_, row) => ((row * 7) % 11 < 4 ? 1 : 0));
  const innerFold = Uint8Array.from(farms, (_, row) => Math.floor(row / 3) % 5);
  return fitEncoder(farmSchema, features, farmTable(farms), bad, innerFold);
}

const [sample] = fc.sample(anyFarms(200, 200), { numRuns: 1, seed: 20 });
const fitted = fit(sample!);
const encoder = createEncoder(farmSchema, fitted.state);

test('names every column once, with the feature and the variable it speaks for', () => {
  const names = encoder.columns.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(encoder.width);
  expect(encoder.columns.find(({ name }) => name === 'soil:missing')).toEqual({
    name: 'soil:missing',
    feature: 'soil',
    speaksFor: 'soil',
  });
  expect(encoder.embeddings).toMatchObject([{ name: 'town-vector', speaksFor: 'town', dimensions: 2 }]);
});

test('training rows are encoded as in serving, but for what is made of outcomes', () => {
  const { rows } = encoder.encode(farmTable(sample!));
  const ofOutcomes = new Set(['region-rate', 'town-rate', 'plot-rate']);
  const differing = new Set<string>();
  rows.dense.forEach((value, at) => {
    if (value !== fitted.training.dense[at]) differing.add(encoder.columns[at % encoder.width]!.feature);
  });
  expect(differing).toEqual(ofOutcomes);
  expect(rows.levels).toEqual(fitted.training.levels);
});

test('an embedding level is 0 exactly where training kept no such level', () => {
  const kept = fitted.state.keys.find(({ key }) => key.join() === 'region,town')!.levels;
  const { rows } = encoder.encode(
    farmTable([
      { region: 'north', town: 'NOWHERE' },
      { region: 'South', town: 'evora' },
    ]),
  );
  expect([...rows.levels]).toEqual([0, kept.indexOf('SOUTH\tEVORA') + 1]);
  expect(encoder.embeddings[0]!.levelCount).toBe(kept.length + 1);
});

test('the state holds no level of fewer than 15 rows, and none that does is read back', () => {
  for (const { rows } of fitted.state.keys) expect(Math.min(...rows)).toBeGreaterThanOrEqual(15);
  const few = structuredClone(fitted.state);
  few.keys[0]!.rows[0] = 14;
  expect(EncoderState.safeParse(few).success).toBe(false);
});

test('the state comes back from JSON bit for bit and encodes the same', () => {
  fc.assert(
    fc.property(anyFarms(1, 80), anyFarms(1, 20), (farms, served) => {
      const { state } = fit(farms);
      const read = EncoderState.parse(JSON.parse(JSON.stringify(state)));
      expect(read).toEqual(state);
      const table = farmTable(served);
      expect(createEncoder(farmSchema, read).encode(table)).toEqual(
        createEncoder(farmSchema, state).encode(table),
      );
    }),
    { numRuns: 30 },
  );
});

test('a table in one piece and its rows one by one give identical vectors', () => {
  fc.assert(
    fc.property(anyFarms(1, 12), (farms) => {
      const whole = encoder.encode(farmTable(farms));
      const alone = farms.map((farm) => encoder.encode(farmTable([farm])));
      expect(alone.flatMap(({ rows }) => [...rows.dense])).toEqual([...whole.rows.dense]);
      expect(alone.flatMap(({ rows }) => [...rows.levels])).toEqual([...whole.rows.levels]);
      expect(alone.flatMap(({ warnings }) => [...warnings])).toEqual([...whole.warnings]);
    }),
    { numRuns: 50 },
  );
});

describe('every number written is finite and within the clip', () => {
  const expectFinite = (dense: Float32Array) => {
    for (const value of dense) expect(Math.abs(value)).toBeLessThanOrEqual(clipAt);
  };

  test('whatever rows it learns from and whatever rows it meets, one row or none included', () => {
    fc.assert(
      fc.property(anyFarms(0, 60), anyFarms(0, 10), (farms, served) => {
        const { state, training } = fit(farms);
        expectFinite(training.dense);
        expectFinite(createEncoder(farmSchema, state).encode(farmTable(served)).rows.dense);
      }),
      { numRuns: 60 },
    );
  });

  test('where all is missing', () => {
    const { state, training } = fit(Array(20).fill({}));
    expectFinite(training.dense);
    expectFinite(createEncoder(farmSchema, state).encode(farmTable([{}, { acres: '1' }])).rows.dense);
  });
});

test('an encoder of another schema, or with a column too few, is refused', () => {
  const other = { ...farmSchema, version: 2 };
  expect(() => createEncoder(other, fitted.state)).toThrow(EncoderMismatchError);
  const cut = structuredClone(fitted.state);
  cut.features[0]!.scales.pop();
  expect(() => createEncoder(farmSchema, cut)).toThrow(EncoderMismatchError);
  const keyless = structuredClone(fitted.state);
  keyless.keys.pop();
  expect(() => createEncoder(farmSchema, keyless)).toThrow(EncoderMismatchError);
});
