import { auc } from '@bora/metrics';
import { seededRandom } from '@bora/random';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureFairness, sensitiveGroups } from '../src/index.ts';
import { groupFigures, groupOutcomes, resampleGroup } from '../src/resampled-group.ts';
import { bakerySchema, inventedPeople, tableOf } from './invented-people.ts';

test('figures of a group whose rows stand several times are those of the rows written out', () => {
  const row = fc.record({
    pd: fc.constantFrom(0.1, 0.2, 0.3, 0.4),
    bad: fc.constantFrom(0, 1),
    approved: fc.constantFrom(0, 1),
    count: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
      const sorted = rows.toSorted((left, right) => left.pd - right.pd);
      const outcomes = groupOutcomes([...sorted.keys()], {
        bad: Uint8Array.from(sorted, ({ bad }) => bad),
        approved: Uint8Array.from(sorted, ({ approved }) => approved),
        pd: Float64Array.from(sorted, ({ pd }) => pd),
      });
      const figures = groupFigures(
        outcomes,
        sorted.map(({ count }) => count),
      );
      const written = sorted.flatMap((one) => Array.from({ length: one.count }, () => one));
      const bads = written.map(({ bad }) => bad);
      const approvedBads = written.filter(({ bad, approved }) => bad === 1 && approved === 1).length;
      const approvedRows = written.filter(({ approved }) => approved === 1).length;
      expect(figures).toMatchObject({ rows: written.length, approvedRows });
      expect(figures.badRateOfApproved).toEqual(approvedBads / approvedRows);
      if (new Set(bads).size < 2) {
        expect(figures.auc).toBeNaN();
        return;
      }
      expect(figures.auc).toBeCloseTo(
        auc(
          bads,
          written.map(({ pd }) => pd),
        ),
        12,
      );
    }),
  );
});

test('a resampled group keeps its size, and its rates spread as binomial shares do', () => {
  const size = 400;
  const outcomes = groupOutcomes([...Array(size).keys()], {
    bad: Uint8Array.from({ length: size }, (_, row) => (row % 4 === 0 ? 1 : 0)),
    approved: new Uint8Array(size).fill(1, 0, size / 2),
    pd: Float64Array.from({ length: size }, (_, row) => row / size),
  });
  const samples = resampleGroup(outcomes, 2_000, seededRandom(1, 0));
  expect(samples.every(({ rows }) => rows === size)).toBe(true);
  const rates = samples.map(({ badRate }) => badRate);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const deviation = Math.sqrt(rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / rates.length);
  expect(mean).toBeCloseTo(0.25, 2);
  expect(deviation / Math.sqrt((0.25 * 0.75) / size)).toBeCloseTo(1, 1);
});

test('groups are values with enough rows and the bands of numbers; missing values are nobody’s', () => {
  const person = { beard: true, winters: 20, guild: 'm', village: 'v' };
  const people = [
    ...Array.from({ length: 6 }, () => person),
    ...Array.from({ length: 4 }, () => ({ ...person, beard: false, winters: 19, guild: 's' })),
    { ...person, beard: null, winters: 60, guild: 'w' },
    { ...person, beard: null, winters: null, guild: null },
  ];
  const described = sensitiveGroups(bakerySchema, tableOf(people), 4).map(({ variable, groups, others }) => [
    variable.name,
    groups.map(({ name, places }) => `${name}: ${places.length}`),
    others.length,
  ]);
  expect(described).toEqual([
    ['beard', ['yes: 6', 'no: 4'], 0],
    ['winters', ['under 20: 4', '20 to under 60: 6'], 1],
    ['guild', ['Millers: 6', 'Smiths: 4'], 1],
  ]);
});

test('the stated share of lowest PDs is approved, and the ratio is against everybody else whose value is known', async () => {
  const person = { winters: 30, guild: 'm', village: 'v' };
  const people = [true, true, true, false, false, true, false, null, null, false].map((beard) => ({
    ...person,
    beard,
  }));
  const pd = Float64Array.from(people, (_, index) => (index + 1) / 20);
  const bad = Uint8Array.from([0, 1, 0, 0, 1, 1, 0, 0, 1, 1]);
  const question = { schema: bakerySchema, table: tableOf(people), pd, bad, approvalRate: 0.5 };
  const { groups, minimumRows } = await measureFairness(question, { samples: 200 });
  expect(minimumRows).toBe(1);
  const bearded = groups.find(({ group }) => group === 'yes')!;
  expect(bearded).toMatchObject({ variable: 'beard', rows: 4, approvalRate: { value: 3 / 4 } });
  expect(bearded.badRateOfApproved?.value).toBeCloseTo(1 / 3, 12);
  expect(bearded.adverseImpactRatio?.value).toBeCloseTo(3 / 4 / (2 / 4), 12);
  expect(groups.some(({ variable }) => variable === 'winters')).toBe(false);
});

test('intervals hold their figure, tell a difference that is there, and are the same every time', async () => {
  const { table, pd, bad } = inventedPeople(3_000);
  const question = { schema: bakerySchema, table, pd, bad, approvalRate: 0.6 };
  const fairness = await measureFairness(question, { samples: 300 });
  expect(await measureFairness(question, { samples: 300 })).toEqual(fairness);
  for (const { badRate, approvalRate, auc: groupAuc, adverseImpactRatio } of fairness.groups) {
    for (const interval of [badRate, approvalRate, groupAuc!, adverseImpactRatio!]) {
      expect(interval.low).toBeLessThan(interval.value);
      expect(interval.high).toBeGreaterThan(interval.value);
    }
  }
  const young = fairness.groups.find(({ group }) => group === 'under 20')!;
  expect(young.adverseImpactRatio!.high).toBeLessThan(0.8);
});

test('a group where nobody is bad has no AUC, and none where nobody else is approved has a ratio', async () => {
  const { people } = inventedPeople(40);
  const table = tableOf(people.map((person, index) => ({ ...person, beard: index < 20 })));
  const pd = Float64Array.from(people, (_, index) => (index + 1) / 50);
  const bad = Uint8Array.from(people, (_, index) => (index < 20 ? 0 : index % 2));
  const question = { schema: bakerySchema, table, pd, bad, approvalRate: 0.5 };
  const { groups } = await measureFairness(question, { samples: 50 });
  const [shaved, bearded] = groups.filter(({ variable }) => variable === 'beard');
  expect(bearded).toMatchObject({ group: 'yes', auc: null, adverseImpactRatio: null });
  expect(shaved).toMatchObject({ group: 'no', badRateOfApproved: null, adverseImpactRatio: { value: 0 } });
});
