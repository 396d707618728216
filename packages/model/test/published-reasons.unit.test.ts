import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LoadedBundle, readChampionBundle, readShippedProfiles } from '@bora/bundle';
import type { ApplicationSchema } from '@bora/contracts';
import { type ApplicantTable, openApplicantFile, parseApplicants } from '@bora/features';
import { openObjectStore } from '@bora/object-store';
import { repositoryRoot, sharedData } from '@bora/testing';
import { beforeAll, expect, test } from 'vitest';
import { checkReasons, loadScorer, selectBackend } from '../src/index.ts';

const timeout = 120_000;
const cards = sharedData('pakdd2010', 'PAKDD2010_Modeling_Data.txt');

async function shippedBundle(name: string): Promise<LoadedBundle> {
  const store = openObjectStore(`file:${join(repositoryRoot, 'models')}`);
  try {
    return await readChampionBundle(store, name, { profiles: await readShippedProfiles() });
  } finally {
    await store.close();
  }
}

async function publishedApplicants(path: string, schema: ApplicationSchema): Promise<ApplicantTable> {
  const file = openApplicantFile(await readFile(path), schema);
  const position = { firstRow: 1, firstLine: file.firstLine };
  return parseApplicants(file.records, file.layout, schema, position).table;
}

beforeAll(async () => {
  await selectBackend('auto');
});

test.for(['pakdd2010', 'pakdd2010-none'])(
  'reasons of %s are complete for 10,000 published applicants, and the first one holds for 95 in 100',
  { timeout },
  async (name, context) => {
    if (!cards) return context.skip('The published file in ../shared/data/pakdd2010 is absent.');
    const bundle = await shippedBundle(name);
    const table = await publishedApplicants(cards, bundle.schema);
    if (bundle.kind === 'scorecard') throw new Error('a network was expected');
    const scorer = await loadScorer(bundle);
    try {
      const sizes = { rows: 10_000, shapleyRows: 40, shapleyOrderPairs: 2 };
      const { completenessError, firstReasons, shapley } = checkReasons(scorer, bundle.encoder, table, sizes);
      expect(completenessError).toBeLessThan(1e-4);
      expect(firstReasons.rows).toBeGreaterThan(9_900);
      expect(firstReasons.raisedShare).toBeGreaterThan(0.95);
      expect(firstReasons.raisedWithPlacesShare).toBeGreaterThan(0.95);
      expect(shapley.rankCorrelationMean).toBeGreaterThan(0.7);
    } finally {
      scorer.dispose();
    }
  },
);
