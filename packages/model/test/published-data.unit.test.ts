import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ApplicationSchema, PointsScale, ApplicationSchema as SchemaType } from '@bora/contracts';
import { createEncoder, fitEncoder, openApplicantFile, parseTrainingRows } from '@bora/features';
import { auc } from '@bora/metrics';
import { scorecardOptions } from '@bora/scorecard';
import { repositoryRoot, sharedData } from '@bora/testing';
import { beforeAll, expect, test } from 'vitest';
import {
  evaluateScorecard,
  type LabelledApplicants,
  selectBackend,
  trainingOptions,
  trainModel,
} from '../src/index.ts';
import { trainNetwork } from '../src/optimizer/train-network.ts';
import { predictLogits } from '../src/training/fit-model.ts';
import { foldsOfRows, splitByFold } from '../src/training/fold-of-row.ts';
import { selectApplicants } from '../src/training/labelled-applicants.ts';
import { shipProfiles } from './invented-applicants.ts';

const timeout = 180_000;
const cards = sharedData('pakdd2010', 'PAKDD2010_Modeling_Data.txt');
const loans = sharedData('german_credit', 'german.data');

async function readPublished(
  schemaId: string,
  path: string,
): Promise<{ schema: ApplicationSchema; applicants: LabelledApplicants }> {
  const text = await readFile(join(repositoryRoot, 'schemas', `${schemaId}.json`), 'utf8');
  const schema = SchemaType.parse(JSON.parse(text));
  const file = openApplicantFile(await readFile(path), schema);
  const position = { firstRow: 1, firstLine: file.firstLine };
  const { table, labels } = parseTrainingRows(file.records, file.layout, schema, position);
  return { schema, applicants: { table, bad: labels } };
}

beforeAll(async () => {
  await selectBackend('auto');
});

test('two short epochs on 40,000 published applicants rank the other 10,000, twice alike', {
  timeout,
}, async (context) => {
  if (!cards) return context.skip('The published file in ../shared/data/pakdd2010 is absent.');
  const { schema, applicants } = await readPublished('pakdd2010', cards);
  const split = splitByFold(foldsOfRows(applicants.table.row, 0), 0);
  const { table, bad } = selectApplicants(applicants, split.training);
  const held = selectApplicants(applicants, split.held);
  const innerFold = foldsOfRows(table.row, 1);
  const { state, training: rows } = fitEncoder(schema, schema.derived, table, bad, innerFold);
  const { embeddings } = createEncoder(schema, state);
  const { seeds: _, ...options } = trainingOptions(table.rowCount, { epochs: 2 });
  const network = await trainNetwork({ rows, bad, embeddings, options, seed: 1 });
  const again = await trainNetwork({ rows, bad, embeddings, options, seed: 1 });
  expect(again.parameters).toEqual(network.parameters);
  const logits = predictLogits(schema, { encoder: state, network }, held.table);
  expect(auc(held.bad, logits)).toBeGreaterThan(0.62);
});

test('a small published file of another schema trains with the same code', { timeout }, async (context) => {
  if (!loans) return context.skip('The published file in ../shared/data/german_credit is absent.');
  const { schema, applicants } = await readPublished('german-credit', loans);
  const order = {
    name: 'small',
    schema,
    profile: shipProfiles[0],
    scale: PointsScale.parse({}),
    options: {},
    createdAt: new Date(0),
    gitCommit: null,
    trainingDataSha256: 'a'.repeat(64),
  };
  const { report } = await trainModel(order, applicants, { backend: 'auto', threadCount: 2 });
  expect(report.auc.mean).toBeGreaterThan(0.77);
});

test.for([
  { file: cards, schemaId: 'pakdd2010', folder: 'pakdd2010', auc: [0.63, 0.65], ece: 0.02 },
  { file: loans, schemaId: 'german-credit', folder: 'german_credit', auc: [0.765, 0.8], ece: 0.05 },
])(
  'a scorecard of $schemaId is as good out of fold as scorecards of these data are',
  {
    timeout,
  },
  async ({ file, schemaId, folder, auc: [least, most], ece }, context) => {
    if (!file) return context.skip(`The published file in ../shared/data/${folder} is absent.`);
    const { schema, applicants } = await readPublished(schemaId, file);
    const design = {
      schema,
      forbidden: new Set<string>(),
      scale: PointsScale.parse({}),
      options: scorecardOptions,
    };
    const { report } = await evaluateScorecard(design, applicants, foldsOfRows(applicants.table.row, 0));
    expect(report.auc.mean).toBeGreaterThan(least!);
    expect(report.auc.mean).toBeLessThan(most!);
    expect(report.pooled.eceEqualFrequency).toBeLessThan(ece);
  },
);
