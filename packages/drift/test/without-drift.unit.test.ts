import { seededRandom } from '@bora/random';
import { expect, test } from 'vitest';
import { comparePopulations, falseAlarmRate } from '../src/index.ts';
import { named, reference, reportOn, sampleOf, training } from './invented-applicants.ts';

test('the training rows themselves have PSI 0 in every variable and no finding', () => {
  const report = reportOn(training);
  expect(report.score?.psi).toBe(0);
  for (const { population } of report.variables) expect(population?.psi).toBeCloseTo(0, 12);
  expect([...report.broken, ...report.moved, ...report.limits]).toEqual([]);
});

test('chance alone exceeds the critical PSI as often as it says, whatever the sizes of the samples', () => {
  const random = seededRandom(5, 0);
  const weights = [0.3, 0.2, 0.15, 0.1, 0.1, 0.08, 0.05, 0.02];
  const ends = weights.map((_, bin) => weights.slice(0, bin + 1).reduce((sum, weight) => sum + weight));
  const draw = (rows: number): number[] => {
    const counts = weights.map(() => 0);
    for (let row = 0; row < rows; row++) {
      const at = random.uniform();
      const bin = ends.findIndex((end) => at < end);
      counts[bin < 0 ? weights.length - 1 : bin]! += 1;
    }
    return counts;
  };
  const repetitions = 1_500;
  for (const [trainingRows, fileRows] of [
    [4_000, 600],
    [600, 2_000],
  ] as const) {
    let alarms = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const file = draw(fileRows);
      const bins = draw(trainingRows).map((rows, bin) => ({
        name: String(bin),
        kind: 'range' as const,
        trainingRows: rows,
        fileRows: file[bin]!,
      }));
      const comparison = comparePopulations(bins, 0.05)!;
      if (comparison.psi > comparison.critical) alarms += 1;
    }
    // Five standard errors of a share of 0.05 in 1,500.
    expect(alarms / repetitions).toBeGreaterThan(0.022);
    expect(alarms / repetitions).toBeLessThan(0.078);
  }
});

test.each([30, 200, 2_000])(
  'files of %i rows of the same population get a finding no more often than promised',
  (rows) => {
    const files = 150;
    const alarmed = Array.from({ length: files }, (_, file) => {
      const { broken, moved } = reportOn(sampleOf(rows, 100 + file));
      return [...named(broken), ...named(moved)];
    }).filter((findings) => findings.length > 0);
    // One file in a hundred may: six or more of 150 would happen once in two hundred runs.
    expect(alarmed.length, JSON.stringify(alarmed)).toBeLessThan(6);
    expect(falseAlarmRate).toBe(0.01);
  },
);

test('a bundle without the ranges of its numbers is read, and says what it cannot tell', () => {
  const variables = Object.entries(reference.variables).map(([name, distribution]) => {
    if (distribution.kind === 'levels') return [name, distribution];
    const { minimum: _minimum, maximum: _maximum, wholeShare: _wholeShare, ...old } = distribution;
    return [name, old];
  });
  const old = { ...reference, variables: Object.fromEntries(variables) };
  const cards = sampleOf(2_000, 7, (applicant) => ({ ...applicant, cards: '3' }));
  expect(named(reportOn(cards).broken)).toEqual(['cards constant-no-longer']);
  const report = reportOn(cards, old);
  expect(report.broken).toEqual([]);
  expect(report.limits).toEqual([expect.stringMatching(/does not hold the ranges/)]);
});

test('a report on few applicants says how little it can tell, and one on many does not', () => {
  const few = reportOn(sampleOf(200, 3)).limits.join(' ');
  expect(few).toMatch(/holds 200 applicants only: .* A PSI of the score up to 0\.\d\d is chance alone\./);
  expect(few).toContain('Invented applicants');
  expect(reportOn(sampleOf(2_000, 3)).limits).toEqual([]);
});
