import type { DerivedFeature } from '@bora/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Farm, rawColumns, repeat } from './farms.ts';

type TargetRate = Extract<DerivedFeature, { kind: 'target-rate' }>;

const logit = (rate: number) => Math.log(rate / (1 - rate));
const firstBad = (rows: number, bad: number) => Array.from({ length: rows }, (_, row) => (row < bad ? 1 : 0));

describe('a target rate', () => {
  // 60 rows, 18 bad: north 40 with 10 bad (Aldo 20 with 8, Boa 14 with 2, unnamed 6 with 0), south 20 with 8.
  const farms = [
    ...repeat(20, { region: 'north', town: 'Aldo' }),
    ...repeat(14, { region: 'north', town: 'Boa' }),
    ...repeat(6, { region: 'north' }),
    ...repeat(20, { region: 'south', town: 'Aldo' }),
  ];
  const bad = [...firstBad(20, 8), ...firstBad(14, 2), ...firstBad(6, 0), ...firstBad(20, 8)];
  const chained: TargetRate = {
    name: 't',
    speaksFor: 'town',
    kind: 'target-rate',
    chain: [['region'], ['region', 'town']],
    smoothing: 10,
  };
  const prior = 18.5 / 61;
  const north = (10 + 10 * prior) / 50;

  test("is smoothed towards its parent's rate, down the chain, and given in log-odds", () => {
    const [column] = rawColumns(chained, { farms, bad }, [{ region: 'NORTH', town: 'aldo' }]);
    expect(column![0]).toBeCloseTo(logit((8 + 10 * north) / 30), 12);
  });

  test("of a town of 14 rows, or of no row, is its region's; of an unknown region it is the rate of all", () => {
    const [column] = rawColumns(chained, { farms, bad }, [
      { region: 'north', town: 'Boa' },
      { region: 'north', town: 'Nowhere' },
      { region: 'west', town: 'Aldo' },
    ]);
    expect(column![0]).toBeCloseTo(logit(north), 12);
    expect(column![1]).toBeCloseTo(logit(north), 12);
    expect(column![2]).toBeCloseTo(logit(prior), 12);
  });

  test('of a training row comes from the rows of the other inner folds', () => {
    const innerFold = farms.map((_, row) => row % 2);
    const [column] = rawColumns(chained, { farms, bad, innerFold });
    // Rows of even number see odd ones: 30 rows with 9 bad, north 20 with 5, Aldo of the north 10 with 4.
    const oddNorth = (5 + (10 * 9.5) / 31) / 30;
    expect(column![0]).toBeCloseTo(logit((4 + 10 * oddNorth) / 20), 12);
  });

  test('has no column where no level was kept: it could only repeat its parent', () => {
    expect(rawColumns(chained, { farms: farms.slice(20), bad: bad.slice(20) }, [{}])).toHaveLength(1);
    expect(rawColumns(chained, { farms: farms.slice(20, 40), bad: bad.slice(20, 40) }, [{}])).toEqual([]);
  });

  test('has as many segments as knots ask for, between 0 and 1', () => {
    const [rate, ...segments] = rawColumns({ ...chained, knots: 3 }, { farms, bad });
    expect(rate).toHaveLength(60);
    expect(segments.length).toBeGreaterThan(0);
    expect(segments.length).toBeLessThanOrEqual(2);
    expect(segments.flat().every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  test('never depends on an outcome of its own inner fold', () => {
    const row = fc.record({
      region: fc.constantFrom('n', 's'),
      town: fc.constantFrom('a', 'b', ''),
      bad: fc.nat(1),
      fold: fc.nat(2),
      turned: fc.nat(1),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 60, maxLength: 120 }), fc.nat(2), (rows, fold) => {
        const innerFold = rows.map((r) => r.fold);
        const plain = rawColumns(chained, {
          farms: rows as unknown as Farm[],
          bad: rows.map((r) => r.bad),
          innerFold,
        });
        const turned = rows.map((r) => (r.fold === fold ? r.turned : r.bad));
        const other = rawColumns(chained, { farms: rows as unknown as Farm[], bad: turned, innerFold });
        const own = (columns: number[][]) =>
          columns.map((column) => column.filter((_, at) => innerFold[at] === fold));
        expect(own(other)).toEqual(own(plain));
      }),
      { numRuns: 40 },
    );
  });

  test('reads prefixes of a code as coarser keys', () => {
    const digit = [{ variable: 'plot', first: 1, length: 3 }];
    const feature: DerivedFeature = { ...chained, speaksFor: 'plot', chain: [digit] };
    const plots = [
      ...repeat(10, { plot: '51' }),
      ...repeat(20, { plot: '7' }),
      ...repeat(16, { plot: '312' }),
    ];
    const [column] = rawColumns(feature, { farms: plots, bad: firstBad(46, 6) }, [
      { plot: '99' },
      { plot: '399' },
    ]);
    expect(column![0]).toBeCloseTo(logit((6 + (10 * 6.5) / 47) / 40), 12);
    expect(column![1]).toBeCloseTo(logit((10 * 6.5) / 47 / 26), 12);
  });
});

describe('a kernel rate', () => {
  const feature: DerivedFeature = {
    name: 'k',
    speaksFor: 'plot',
    kind: 'kernel-rate',
    of: 'plot',
    bandwidths: [2, 8],
    smoothing: 5,
  };
  // 70 rows, 20 bad: plot 100 with 4 of 20, 103 with 10 of 20, 150 with 5 of 16; 101 with 1 of 14 is not kept.
  const farms = [
    ...repeat(20, { plot: '100' }),
    ...repeat(20, { plot: '103' }),
    ...repeat(16, { plot: '150' }),
    ...repeat(14, { plot: '101' }),
  ];
  const bad = [...firstBad(20, 4), ...firstBad(20, 10), ...firstBad(16, 5), ...firstBad(14, 1)];
  const prior = 20.5 / 71;

  test('weighs the kept codes nearby by a Gaussian, one column for each bandwidth', () => {
    const columns = rawColumns(feature, { farms, bad }, [{ plot: '100' }]);
    [2, 8].forEach((bandwidth, index) => {
      const weight = Math.exp(-0.5 * (3 / bandwidth) ** 2);
      const rate = (4 + 10 * weight + 5 * prior) / (20 + 20 * weight + 5);
      expect(columns[index]![0]).toBeCloseTo(logit(rate), 12);
    });
  });

  test('is known for a code that no training row had, is the rate of all far away, and missing for no number', () => {
    const columns = rawColumns(feature, { farms, bad }, [
      { plot: '102' },
      { plot: '900' },
      { plot: 'x' },
      {},
    ]);
    const [near, far] = [Math.exp(-0.5 * (2 / 2) ** 2), Math.exp(-0.5 * (1 / 2) ** 2)];
    const rate = (4 * near + 10 * far + 5 * prior) / (20 * near + 20 * far + 5);
    expect(columns[0]![0]).toBeCloseTo(logit(rate), 12);
    expect(columns[0]![1]).toBeCloseTo(logit(prior), 12);
    expect(columns[0]!.slice(2)).toEqual([Number.NaN, Number.NaN]);
  });

  test('never depends on an outcome of its own inner fold', () => {
    const innerFold = farms.map((_, row) => row % 3);
    const turned = bad.map((value, row) => (innerFold[row] === 1 ? 1 - value : value));
    const own = (columns: number[][]) =>
      columns.map((column) => column.filter((_, row) => innerFold[row] === 1));
    const plain = rawColumns(feature, { farms, bad, innerFold });
    expect(own(rawColumns(feature, { farms, bad: turned, innerFold }))).toEqual(own(plain));
    expect(rawColumns(feature, { farms, bad: turned, innerFold })).not.toEqual(plain);
  });
});
