import { warningBit } from '@bora/contracts';
import { scoreFromPd } from '@bora/decision';
import { applicantsFromJson } from '@bora/features';
import { describe, expect, test } from 'vitest';
import {
  applyScorecard,
  fitScorecard,
  NoUsefulVariableError,
  pointsLines,
  Scorecard,
  scorecardProblem,
} from '../src/index.ts';
import { design, noise, orchardSchema, orchards } from './orchards.ts';

const { table, bad, innerFold } = orchards(4000);
const scorecard = fitScorecard(design, table, bad, innerFold);
const applied = applyScorecard(scorecard, orchardSchema, design.scale);
const of = (name: string) => scorecard.characteristics.find(({ variable }) => variable === name)!;

describe('a scorecard of one variable', () => {
  // 1,600 pears of which 800 are bad, 2,400 apples of which 300 are: 1,100 bad, 2,900 good.
  const isPear = (row: number) => row % 5 < 2;
  const applications = Array.from({ length: 4000 }, (_, row) => ({ fruit: isPear(row) ? 'p' : 'a' }));
  const outcomes = Uint8Array.from(applications, (_, row) => {
    const turn = Math.floor(row / 5);
    return (isPear(row) ? turn % 2 === 0 : turn % 8 === 0) ? 1 : 0;
  });
  const folds = Uint8Array.from(applications, (_, row) => Math.floor(row / 60) % 5);
  const fitted = fitScorecard(design, applicantsFromJson(applications, orchardSchema), outcomes, folds);

  test('has the points worked out by hand', () => {
    // A point is ln 2 / 20 of log-odds: factor 28.8539, offset 600 − 28.8539 · ln 50 = 487.12.
    // Apples: ln(2100.5 / 2900.5) − ln(300.5 / 1100.5) = 0.97539, times the factor 28.14.
    // Pears: ln(800.5 / 2900.5) − ln(800.5 / 1100.5) = −0.96916, times the factor −27.96.
    // Base: 487.12 + 28.8539 · ln(2900 / 1100) = 515.09.
    const [apples, pears] = fitted.characteristics[0]!.attributes;
    expect(apples).toMatchObject({ rows: 2400, bad: 300, points: 28 });
    expect(apples!.weight).toBeCloseTo(0.97539, 4);
    expect(pears).toMatchObject({ rows: 1600, bad: 800, points: -28 });
    expect(pears!.weight).toBeCloseTo(-0.96916, 4);
    expect(fitted.basePoints).toBe(515);
  });

  test('gives each group the bad rate that it has, but for the rounding of points', () => {
    const one = applyScorecard(fitted, orchardSchema, design.scale);
    const both = applicantsFromJson([{ fruit: 'a' }, { fruit: 'p' }], orchardSchema);
    const [apples, pears] = [...one.points(one.bins(both))].map(one.pd);
    expect(apples).toBeCloseTo(1 / 8, 2);
    expect(pears).toBeCloseTo(1 / 2, 2);
  });
});

describe('a scorecard of several variables', () => {
  test('finds the variables that matter and leaves out the one that does not', () => {
    expect(scorecard.characteristics.map(({ variable }) => variable).sort()).toEqual([
      'fruit',
      'trees',
      'valley',
    ]);
  });

  test('says what its own table says: the score of anybody is base points and one line of each variable', () => {
    const bins = applied.bins(table);
    const points = applied.points(bins);
    const width = scorecard.characteristics.length;
    for (let row = 0; row < table.rowCount; row++) {
      let byHand = scorecard.basePoints;
      scorecard.characteristics.forEach(({ attributes }, variable) => {
        byHand += attributes[bins[row * width + variable]!]!.points;
      });
      expect(points[row]).toBe(byHand);
      expect(scoreFromPd(applied.pd(points[row]!), design.scale)).toBe(byHand);
    }
  });

  test('splits every score among its variables, in points and in log-odds', () => {
    const bins = applied.bins(table);
    const width = scorecard.characteristics.length;
    const points = applied.pointsByVariable(bins);
    const logOdds = applied.logOddsByVariable(bins);
    for (const [cell, value] of points.entries()) {
      expect(logOdds[cell]).toBeCloseTo((-value * Math.LN2) / 20, 12);
    }
    expect(applied.points(bins)[7]).toBe(
      points.slice(7 * width, 8 * width).reduce((sum, value) => sum + value, scorecard.basePoints),
    );
  });

  test('is monotone where the schema says so, and has no bin of less than 5 % of the rows', () => {
    const { binning, attributes } = of('trees');
    const ranges = attributes.slice(0, -1);
    expect(binning.kind === 'number' && binning.edges.length).toBeGreaterThan(2);
    for (const [index, { points, rows }] of ranges.entries()) {
      expect(rows).toBeGreaterThanOrEqual(200);
      if (index > 0) expect(points).toBeGreaterThanOrEqual(ranges[index - 1]!.points);
    }
  });

  test('is written to JSON and read back as it was', () => {
    expect(Scorecard.parse(JSON.parse(JSON.stringify(scorecard)))).toEqual(scorecard);
    expect(scorecardProblem(scorecard, orchardSchema)).toBeNull();
  });

  test('holds no place of fewer than 15 orchards', () => {
    expect(JSON.stringify(scorecard)).not.toMatch(/hermit/i);
    for (const { attributes } of scorecard.characteristics) {
      for (const { rows } of attributes) expect(rows === 0 || rows >= 15).toBe(true);
    }
  });

  test('reads a place however it is typed', () => {
    const typed = applicantsFromJson([{ valley: 'Vále 3' }, { valley: ' VALE 3' }], orchardSchema);
    const bins = applied.bins(typed);
    expect(bins.slice(0, bins.length / 2)).toEqual(bins.slice(bins.length / 2));
  });

  test('names every attribute for people', () => {
    const lines = pointsLines(scorecard, orchardSchema);
    expect(lines).toHaveLength(
      scorecard.characteristics.reduce((sum, { attributes }) => sum + attributes.length, 0),
    );
    const trees = lines.filter(({ label }) => label === 'Trees').map(({ attribute }) => attribute);
    expect(trees[0]).toMatch(/^below \d+ trees$/);
    expect(trees.at(-2)).toMatch(/^\d+ trees or more$/);
    expect(trees.at(-1)).toBe('missing');
    expect(lines.map(({ attribute }) => attribute)).toContain('pears (p)');
  });

  test('warns of unseen values, of numbers out of range and of many missing values', () => {
    const odd = applicantsFromJson(
      [{ trees: 5, fruit: 'x', valley: 'Vále 1' }, { trees: 1e308, fruit: 'a', valley: 'Vále 1' }, {}],
      orchardSchema,
    );
    const [unseen, outside, empty] = applied.warnings(odd, applied.bins(odd));
    expect(unseen).toBe(warningBit('unseen-category'));
    expect(outside).toBe(warningBit('outside-trained-range'));
    expect(empty).toBe(warningBit('many-missing'));
    expect([...applied.points(applied.bins(odd))].every(Number.isInteger)).toBe(true);
  });
});

test('the same rows give the same scorecard', () => {
  expect(fitScorecard(design, table, bad, innerFold)).toEqual(scorecard);
});

test('a forbidden variable is not in the scorecard', () => {
  const without = fitScorecard({ ...design, forbidden: new Set(['fruit']) }, table, bad, innerFold);
  expect(without.characteristics.map(({ variable }) => variable)).not.toContain('fruit');
});

test('a variable that repeats another is left out', () => {
  const twice = {
    ...table,
    text: table.text.map((column, index) => (index === 3 ? table.text[2]! : column)),
  };
  const fitted = fitScorecard(design, twice, bad, innerFold);
  expect(
    fitted.characteristics.filter(({ variable }) => ['fruit', 'valley'].includes(variable)),
  ).toHaveLength(1);
});

test('no coefficient has the wrong sign', () => {
  for (const { coefficient } of scorecard.characteristics) expect(coefficient).toBeLessThan(0);
});

test('outcomes that no variable tells apart are refused by name', () => {
  const constant = applicantsFromJson(
    Array.from({ length: 400 }, () => ({ fruit: 'a' })),
    orchardSchema,
  );
  const outcomes = Uint8Array.from({ length: 400 }, (_, row) => (noise(row) < 0.3 ? 1 : 0));
  const folds = Uint8Array.from(outcomes, (_, row) => row % 5);
  expect(() => fitScorecard(design, constant, outcomes, folds)).toThrow(NoUsefulVariableError);
});

test('a scorecard for another schema, or with bins of another kind, is told', () => {
  const later = { ...orchardSchema, version: 2 };
  expect(scorecardProblem(scorecard, later)).toBe('it was made for another schema');
  const [first, ...others] = scorecard.characteristics;
  const misnamed = { ...scorecard, characteristics: [{ ...first!, variable: 'licence' }, ...others] };
  expect(scorecardProblem(misnamed, orchardSchema)).toBe('licence is not a predictor');
  const crossed = { ...scorecard, characteristics: [{ ...of('fruit'), variable: 'trees' }] };
  expect(scorecardProblem(crossed, orchardSchema)).toBe('trees has bins of another kind');
});
