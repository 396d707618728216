import { ApplicationSchema, type Reference } from '@bora/contracts';
import { type ApplicantTable, applicantsFromJson } from '@bora/features';
import { describeTrainingRows } from '@bora/model';
import { type SeededRandom, seededRandom } from '@bora/random';
import { applicantCounter, type DriftReport, reportDrift } from '../src/index.ts';

/** One variable of each kind, and one that is constant in training. */
export const inventedSchema = ApplicationSchema.parse({
  id: 'invented',
  version: 1,
  title: 'Invented',
  description: '',
  file: { delimiter: ';', header: false, quote: null, missing: ['-'] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'wage', label: 'Wage', group: 'all', kind: 'number', position: 1, reason: 'w' },
    { name: 'cars', label: 'Cars', group: 'all', kind: 'number', position: 2, reason: 'c' },
    { name: 'cards', label: 'Cards', group: 'all', kind: 'number', position: 3, reason: 'd' },
    { name: 'town', label: 'Town', group: 'all', kind: 'place', position: 4, reason: 't' },
    { name: 'trade', label: 'Trade', group: 'all', kind: 'category', position: 5, open: true, reason: 'r' },
    { name: 'school', label: 'School', group: 'all', kind: 'category', position: 6, open: true, reason: 's' },
    {
      name: 'phone',
      label: 'Phone',
      group: 'all',
      kind: 'flag',
      position: 7,
      yes: ['y'],
      no: ['n'],
      reason: 'p',
    },
    {
      name: 'bad',
      label: 'Bad',
      group: 'all',
      kind: 'label',
      position: 8,
      yes: ['1'],
      no: ['0'],
      required: false,
    },
  ],
  derived: [{ name: 'wage', speaksFor: 'wage', kind: 'number', of: 'wage', scale: 'log1p' }],
});

export type Applicant = Readonly<Record<string, string>>;
export type Change = (applicant: Applicant, random: SeededRandom) => Applicant;

export interface Sample {
  readonly table: ApplicantTable;
  readonly scores: Float64Array;
}

/** Applicants of one population, as many as wanted; `change` makes another one of each. */
export function sampleOf(rows: number, seed: number, change: Change = (applicant) => applicant): Sample {
  const random = seededRandom(seed, 0);
  const applicants = Array.from({ length: rows }, () => change(draw(random), random));
  const scores = Float64Array.from({ length: rows }, () => 500 + Math.round(100 * random.uniform()));
  return { table: applicantsFromJson(applicants, inventedSchema), scores };
}

function draw(random: SeededRandom): Applicant {
  const pick = (weights: Readonly<Record<string, number>>): string => {
    let left = random.uniform();
    for (const [code, weight] of Object.entries(weights)) {
      left -= weight;
      if (left < 0) return code;
    }
    return '';
  };
  return {
    wage: String(Math.round(400 * Math.exp(2 * random.uniform()))),
    cars: pick({ 0: 0.65, 1: 0.34, 2: 0.01 }),
    cards: '0',
    town: `Town ${Math.floor(60 * random.uniform() ** 2)}`,
    trade: pick({ a: 0.5, b: 0.3, c: 0.12, d: 0.001 }),
    school: '0',
    phone: pick({ y: 0.8, n: 0.2 }),
  };
}

export const training = sampleOf(20_000, 1);
export const reference: Reference = describeTrainingRows(inventedSchema, training.table, training.scores);

/** The report on a sample; the model reads everything. */
export function reportOn({ table, scores }: Sample, against: Reference = reference): DriftReport {
  return reportDrift({
    schema: inventedSchema,
    reference: against,
    trainingRows: training.table.rowCount,
    modelReads: new Set(Object.keys(against.variables)),
    absent: new Set(),
    counts: applicantCounter(inventedSchema, against)(table, scores),
    seenInTraining: 0,
  });
}

/** `variable kind` of each finding. */
export function named(findings: DriftReport['broken']): string[] {
  return findings.map(({ variable, kind }) => `${variable ?? 'score'} ${kind}`).sort();
}
