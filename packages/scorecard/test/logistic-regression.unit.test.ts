import { expect, test } from 'vitest';
import { fitLogisticRegression, RegressionError } from '../src/index.ts';

/** Hours of study and whether the exam was passed: the worked example of Wikipedia's "Logistic regression". */
const hours = Float64Array.of(
  0.5,
  0.75,
  1,
  1.25,
  1.5,
  1.75,
  1.75,
  2,
  2.25,
  2.5,
  2.75,
  3,
  3.25,
  3.5,
  4,
  4.25,
  4.5,
  4.75,
  5,
  5.5,
);
const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];

test('the published example has its published coefficients', () => {
  const { intercept, coefficients } = fitLogisticRegression([hours], passed, 0);
  expect(intercept).toBeCloseTo(-4.0777, 4);
  expect(coefficients[0]).toBeCloseTo(1.5046, 4);
});

test('without columns the intercept is the log-odds of the outcomes', () => {
  const { intercept } = fitLogisticRegression([], [1, 0, 0, 0], 0);
  expect(intercept).toBeCloseTo(Math.log(1 / 3), 10);
});

test('at the optimum every column balances its penalty: no small step lowers the loss', () => {
  const columns = [hours, hours.map((value) => Math.cos(7 * value))];
  const ridge = 0.5;
  const { intercept, coefficients } = fitLogisticRegression(columns, passed, ridge);
  const loss = (a: number, b: number, c: number) =>
    passed.reduce(
      (sum, outcome, row) => {
        const logit = a + b * columns[0]![row]! + c * columns[1]![row]!;
        return sum + Math.log1p(Math.exp(outcome === 1 ? -logit : logit));
      },
      (ridge / 2) * (b * b + c * c),
    );
  const [b, c] = [coefficients[0]!, coefficients[1]!];
  const best = loss(intercept, b, c);
  for (const [da, db, dc] of [
    [1e-3, 0, 0],
    [-1e-3, 0, 0],
    [0, 1e-3, 0],
    [0, -1e-3, 0],
    [0, 0, 1e-3],
    [0, 0, -1e-3],
    [1e-3, -1e-3, 1e-3],
  ] as const) {
    expect(loss(intercept + da, b + db, c + dc)).toBeGreaterThan(best);
  }
});

test('a column that repeats another shares its coefficient', () => {
  const alone = fitLogisticRegression([hours], passed, 1e-6);
  const { coefficients } = fitLogisticRegression([hours, hours], passed, 1e-6);
  expect(coefficients[0]).toBeCloseTo(coefficients[1]!, 6);
  expect(coefficients[0]! + coefficients[1]!).toBeCloseTo(alone.coefficients[0]!, 4);
});

test('a column that separates the outcomes has a finite coefficient under a ridge', () => {
  const { coefficients } = fitLogisticRegression([Float64Array.of(-1, -1, 1, 1)], [0, 0, 1, 1], 1);
  expect(coefficients[0]).toBeGreaterThan(0);
  expect(coefficients[0]).toBeLessThan(2);
});

test('a column that is not finite is refused by name', () => {
  expect(() => fitLogisticRegression([Float64Array.of(Number.NaN, 1)], [0, 1], 1)).toThrow(RegressionError);
});
