import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cheapestPairs, nameSegments } from '../src/index.ts';
import { inventedPurchases, shippedLayout } from './layouts.ts';

function permutations(items: number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}

test('pairs are those of least total cost among all', () => {
  const size = fc.integer({ min: 1, max: 5 });
  const costs = fc.tuple(size, size).chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );
  fc.assert(
    fc.property(costs, (matrix) => {
      const columns = matrix[0]!.length;
      const pairs = cheapestPairs(matrix);
      const used = pairs.filter((column) => column >= 0);
      expect(new Set(used).size).toBe(used.length);
      expect(used).toHaveLength(Math.min(matrix.length, columns));
      const total = pairs.reduce((sum, column, row) => sum + (column < 0 ? 0 : matrix[row]![column]!), 0);
      const padded = Math.max(matrix.length, columns);
      const best = Math.min(
        ...permutations([...Array(padded).keys()]).map((order) =>
          order.reduce((sum, column, row) => sum + (matrix[row]?.[column] ?? 0), 0),
        ),
      );
      expect(total).toBe(best);
    }),
    { numRuns: 200 },
  );
});

const described = { description: 'd', action: 'a' };
const place = (recency: number, frequency: number, monetary: number) => ({ recency, frequency, monetary });
const names = (segments: readonly { name: string }[]) => segments.map(({ name }) => name);

test('a segment gets the name whose place is nearest, and no name stands twice', () => {
  const places = [
    place(1, -1, -1),
    place(-1, 1, 2),
    place(-1, 1, 1),
    place(0.9, -1, -1.2),
    place(1.2, -0.8, -1.1),
  ];
  const named = nameSegments(places, inventedPurchases);
  expect(names(named)).toEqual([
    'Poor, days 2 of 3',
    'Good, spent higher',
    'Good, spent lower',
    'Poor, days 1 of 3',
    'Poor, days 3 of 3',
  ]);
  expect(named.map(({ family }) => family)).toEqual(['Poor', 'Good', 'Good', 'Poor', 'Poor']);
});

test('segments in the very same place have different names all the same', () => {
  const same = { ...place(1, -1, -1) };
  expect(new Set(names(nameSegments([same, { ...same }, { ...same }], inventedPurchases))).size).toBe(3);
});

test('every rule of every layout that ships names a segment in its own place', () => {
  for (const file of [
    'transactions/online-retail',
    'transactions/berka',
    'transactions/bank-transactions',
    'customers/mall',
  ]) {
    const layout = shippedLayout(file);
    const known = new Set(layout.features.map(({ name }) => name));
    for (const rule of layout.segments) {
      expect(Object.keys(rule.place).every((feature) => known.has(feature as never))).toBe(true);
      expect(names(nameSegments([rule.place], layout))).toEqual([rule.name]);
    }
  }
});

test('a segment is called low or high only where its mean clearly is, however near the name’s place', () => {
  const rule = (name: string, spread: Record<string, number>) => ({ name, place: spread, ...described });
  const layout = {
    ...inventedPurchases,
    segments: [
      rule('Few and little', { frequency: -1.2, monetary: -1.2 }),
      rule('Middling', { frequency: 0, monetary: 0 }),
    ],
  };
  // Nearest to "Few and little", but spends as all do.
  const fewAndMiddling = { recency: 0, frequency: -1.4, monetary: 0 };
  const [named] = nameSegments([fewAndMiddling], layout);
  expect(named).toMatchObject({ name: 'Mixed Customers', family: 'Mixed Customers' });
  expect(named!.description).toContain('days in the middle, orders low, spent in the middle');
  expect(names(nameSegments([place(0, -0.4, 0.3), place(0, -1.4, -0.6)], layout))).toEqual([
    'Middling',
    'Few and little',
  ]);
});

test('segments of which no name is true are told apart by the feature in which they differ most', () => {
  const segments = [place(-1, -1, 0), place(1, -1, 0)];
  expect(names(nameSegments(segments, inventedPurchases))).toEqual([
    'Mixed Customers, days lower',
    'Mixed Customers, days higher',
  ]);
});

const earlier = [
  { name: 'Regulars', family: 'Good', nameByRule: 'Good', place: place(-1, 1, 1), ...described },
  { name: 'Poor', family: 'Poor', nameByRule: 'Poor', place: place(1, -1, -1), ...described },
];

test('a segment keeps its name from the run before, in whatever order the segments come', () => {
  const named = nameSegments([place(1.2, -0.9, -1), place(-0.8, 1.1, 0.9)], inventedPurchases, earlier);
  expect(names(named)).toEqual(['Poor', 'Regulars']);
  expect(named[1]).toMatchObject({ nameByRule: 'Good', family: 'Good' });
});

test('a segment that stands elsewhere than any before is named by the rules, without taking a kept name', () => {
  const named = nameSegments(
    [place(3, -3, -3), place(1, -1, -1), place(-1, 1, 1)],
    inventedPurchases,
    earlier,
  );
  expect(names(named)[0]).toMatch(/^Poor, /);
  expect(names(named).slice(1)).toEqual(['Poor', 'Regulars']);
  expect(new Set(names(named)).size).toBe(3);
});
