import { expect, test } from 'vitest';
import { applicantCounter, reportDrift } from '../src/index.ts';
import { type Change, inventedSchema, named, reference, reportOn, sampleOf } from './invented-applicants.ts';

const rows = 2_000;
const setting =
  (change: Readonly<Record<string, string>>): Change =>
  (applicant) => ({ ...applicant, ...change });

const broken: readonly { what: string; change: Change; findings: string[] }[] = [
  {
    what: 'a code that was constant takes values never seen',
    change: (applicant, random) => ({ ...applicant, school: String(1 + Math.floor(4 * random.uniform())) }),
    findings: ['school constant-no-longer'],
  },
  {
    what: 'a number that was constant takes values never seen, in one row of twenty',
    change: (applicant, random) => ({ ...applicant, cards: random.uniform() < 0.05 ? '1' : '0' }),
    findings: ['cards constant-no-longer'],
  },
  {
    what: 'every row holds the same code',
    change: setting({ phone: 'y' }),
    findings: ['phone now-constant'],
  },
  {
    what: 'every row holds the same number',
    change: setting({ cars: '0' }),
    findings: ['cars now-constant'],
  },
  {
    what: 'a code is written in another way',
    change: (applicant) => ({ ...applicant, trade: applicant.trade === 'b' ? 'B' : applicant.trade! }),
    findings: ['trade unseen-codes', 'trade vanished-codes'],
  },
  {
    what: 'a code of 80 % falls to 0.5 %',
    change: (applicant, random) => ({ ...applicant, phone: random.uniform() < 0.005 ? 'y' : 'n' }),
    findings: ['phone vanished-codes'],
  },
  {
    what: 'a count that a third had above 0 is above 0 for 0.5 %',
    change: (applicant, random) => ({ ...applicant, cars: random.uniform() < 0.005 ? '1' : '0' }),
    findings: ['cars vanished-codes'],
  },
  {
    what: 'a rare code rises to a tenth',
    change: (applicant, random) => ({ ...applicant, trade: random.uniform() < 0.1 ? 'd' : applicant.trade! }),
    findings: ['trade surged-codes'],
  },
  {
    what: 'every place arrives in other letters',
    change: (applicant) => ({ ...applicant, town: applicant.town!.toUpperCase() }),
    findings: ['town unseen-codes', 'town vanished-codes'],
  },
  {
    what: 'a field is left empty by a third',
    change: (applicant, random) => (random.uniform() < 0.33 ? { ...applicant, wage: '' } : applicant),
    findings: ['wage missing-share-changed'],
  },
  {
    what: 'a flag arrives in letters that the schema does not read',
    change: setting({ phone: 'yes' }),
    findings: ['phone missing-share-changed'],
  },
  {
    what: 'an amount arrives in cents',
    change: (applicant) => ({ ...applicant, wage: `${applicant.wage}00` }),
    findings: ['wage scale-changed'],
  },
  {
    what: 'whole numbers arrive with decimals',
    change: (applicant) => ({ ...applicant, wage: `${applicant.wage}.5` }),
    findings: ['wage fractions-appeared'],
  },
];

test.each(broken)('$what: broken, and nothing moved', ({ change, findings }) => {
  const report = reportOn(sampleOf(rows, 21, change));
  expect(named(report.broken)).toEqual(findings);
  expect(named(report.moved)).toEqual([]);
});

test('people who earn half as much again have moved, and nothing is broken', () => {
  const richer = sampleOf(rows, 22, (applicant) => ({
    ...applicant,
    wage: String(Math.round(1.5 * Number(applicant.wage))),
  }));
  const report = reportOn(richer);
  expect(named(report.broken)).toEqual([]);
  expect(named(report.moved)).toEqual(['wage moved-population']);
  expect(report.moved[0]?.psi).toBeGreaterThan(0.25);
  expect(report.moved[0]?.severity).toBe('act');
});

test('more of one trade and of one region have moved, and nothing is broken', () => {
  const elsewhere = sampleOf(rows, 23, (applicant, random) => {
    const number = Number(applicant.town!.slice('Town '.length));
    const town = number < 5 && random.uniform() < 0.9 ? `Town ${number + 40}` : applicant.town!;
    return { ...applicant, town, trade: random.uniform() < 0.4 ? 'c' : applicant.trade! };
  });
  const report = reportOn(elsewhere);
  expect(named(report.broken)).toEqual([]);
  expect(named(report.moved)).toEqual(['town moved-population', 'trade moved-population']);
});

test('the codes that remain when a frequent one is gone have not surged, though their shares multiply', () => {
  const gone = sampleOf(rows, 30, (applicant) => {
    const trade = applicant.trade === 'a' || applicant.trade === 'b' ? '' : applicant.trade!;
    return { ...applicant, trade };
  });
  const report = reportOn(gone);
  expect(named(report.broken)).toEqual(['trade missing-share-changed', 'trade vanished-codes']);
  expect(named(report.moved)).toEqual([]);
});

test('a place that nobody applies from any more has moved and is not broken', () => {
  const closed = sampleOf(rows, 24, (applicant) => ({
    ...applicant,
    town: applicant.town === 'Town 0' ? 'Town 3' : applicant.town!,
  }));
  expect(named(reportOn(closed).broken)).toEqual([]);
});

test('what moved beside a break is said apart, without the codes that the break explains', () => {
  const both = sampleOf(rows, 25, (applicant, random) => {
    if (applicant.trade === 'a') return { ...applicant, trade: 'A' };
    return { ...applicant, trade: random.uniform() < 0.5 ? 'c' : applicant.trade! };
  });
  const report = reportOn(both);
  expect(named(report.broken)).toEqual(['trade unseen-codes', 'trade vanished-codes']);
  expect(named(report.moved)).toEqual(['trade moved-population']);
  expect(report.moved[0]?.codes.map(({ name }) => name)).not.toContain('a');
});

test('a column that the file does not have is said to be absent, and nothing else of it', () => {
  const { table, scores } = sampleOf(rows, 26, setting({ trade: '' }));
  const report = reportDrift({
    schema: inventedSchema,
    reference,
    trainingRows: 20_000,
    modelReads: new Set(),
    absent: new Set(['trade']),
    counts: applicantCounter(inventedSchema, reference)(table, scores),
    seenInTraining: 0,
  });
  expect(named(report.broken)).toEqual(['trade column-absent']);
  expect(report.broken[0]).toMatchObject({ severity: 'watch', concerned: 1 });
});

test('scores that lie lower have moved, but those of training rows are not held against the reference', () => {
  const { table, scores } = sampleOf(rows, 27);
  const question = {
    schema: inventedSchema,
    reference,
    trainingRows: 20_000,
    modelReads: new Set<string>(),
    absent: new Set<string>(),
    counts: applicantCounter(inventedSchema, reference)(
      table,
      scores.map((score) => score - 40),
    ),
  };
  expect(named(reportDrift({ ...question, seenInTraining: 0 }).moved)).toEqual(['score moved-score']);
  const seen = reportDrift({ ...question, seenInTraining: rows });
  expect(seen.moved).toEqual([]);
  expect(seen.limits).toEqual([expect.stringMatching(/training rows/)]);
});

test('a code of few rows is counted but never named: it could be one person', () => {
  const rare = sampleOf(rows, 28, (applicant, random) => ({
    ...applicant,
    school: random.uniform() < 0.005 ? 'secret' : random.uniform() < 0.2 ? '1' : '0',
  }));
  const report = reportOn(rare);
  expect(named(report.broken)).toEqual(['school constant-no-longer']);
  expect(JSON.stringify(report)).not.toContain('secret');
  expect(report.broken[0]?.codes.map(({ name }) => name)).toEqual(['1']);
});

test('a change that five rows show is no finding', () => {
  const few = sampleOf(5, 29, setting({ phone: 'n' }));
  expect(named(reportOn(few).broken)).toEqual([]);
});
