import { promoteChampion, requirementOf, writeBundle } from '@bora/bundle';
import { ApplicationSchema, ComplianceProfile, type ModelReference, PointsScale } from '@bora/contracts';
import { openApplicantFile, parseTrainingRows } from '@bora/features';
import { type TrainedModel, type TrainedScorecard, trainModel, trainScorecard } from '@bora/model';
import type { ObjectStore } from '@bora/object-store';

const reason = 'A reason';

/** A lender invented for tests: bad is the more likely the smaller the income. */
export const schema = ApplicationSchema.parse({
  id: 'test-lender',
  version: 1,
  title: 'Test lender',
  description: '',
  file: { delimiter: ',', header: true, quote: '"', missing: [] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'number', label: 'Number', group: 'all', kind: 'id', position: 1 },
    {
      name: 'income',
      label: 'Income',
      group: 'all',
      kind: 'number',
      position: 2,
      min: 0,
      max: 10_000,
      reason,
    },
    {
      name: 'home',
      label: 'Home',
      group: 'all',
      kind: 'category',
      position: 3,
      values: { own: 'Own', rent: 'Rent' },
      reason,
    },
    { name: 'late', label: 'Late', group: 'all', kind: 'label', position: 4, yes: ['1'], no: ['0'] },
  ],
  derived: [
    { name: 'income', kind: 'number', of: 'income', scale: 'log1p', speaksFor: 'income' },
    { name: 'home', kind: 'one-hot', of: ['home'], minimumRows: 15, speaksFor: 'home' },
  ],
});

/** Applicants `from` to `to` as a file with a header, without outcomes. */
export function applicants(from: number, to: number): string {
  const lines = Array.from({ length: to - from + 1 }, (_, index) => {
    const number = from + index;
    return `T${number},${500 + ((number * 37) % 3000)},${number % 3 === 0 ? 'own' : 'rent'}`;
  });
  return `number,income,home\n${lines.join('\n')}\n`;
}

/** Between 0 and 1, without a pattern that a model could learn. */
function noise(index: number): number {
  const value = Math.sin(index * 12.9898) * 43_758.5453;
  return value - Math.floor(value);
}

function labelledApplicants(): Buffer {
  const lines = Array.from({ length: 1000 }, (_, index) => {
    const income = 500 + ((index * 37) % 3000);
    return `T${index},${income},${index % 3 === 0 ? 'own' : 'rent'},${noise(index) * 3500 > income ? 1 : 0}`;
  });
  return Buffer.from(`number,income,home,late\n${lines.join('\n')}\n`);
}

/** Trains a small model for real and makes it the champion of `test-lender`. */
export async function trainChampion(store: ObjectStore, seed = 1): Promise<ModelReference> {
  const options = { seeds: [seed] };
  const run = { backend: 'wasm', threadCount: 1 } as const;
  return promote(store, await trainModel({ ...orderOf(seed), options }, historicApplicants(), run));
}

/** Makes a scorecard of the same applicants and makes it the champion of `test-lender`. */
export async function trainScorecardChampion(store: ObjectStore): Promise<TrainedScorecard> {
  const trained = await trainScorecard(orderOf(1), historicApplicants());
  await promote(store, trained);
  return trained;
}

function historicApplicants() {
  const file = openApplicantFile(labelledApplicants(), schema);
  const position = { firstRow: 1, firstLine: file.firstLine };
  const { table, labels } = parseTrainingRows(file.records, file.layout, schema, position);
  return { table, bad: labels };
}

function orderOf(minute: number) {
  return {
    name: 'test-lender',
    schema,
    profile: ComplianceProfile.parse({ id: 'none', title: 'None', forbids: [], why: 'a test' }),
    scale: PointsScale.parse({}),
    createdAt: new Date(1_800_000_000_000 + minute * 60_000),
    gitCommit: null,
    trainingDataSha256: '0'.repeat(64),
  };
}

async function promote(store: ObjectStore, trained: TrainedModel): Promise<ModelReference> {
  const requirement = await requirementOf('none');
  await writeBundle(store, trained.description, trained.files, requirement);
  const { name, version } = trained.description;
  await promoteChampion(store, { name, version }, requirement);
  return { name, version };
}
