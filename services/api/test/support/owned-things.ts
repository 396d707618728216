import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createBatch,
  createSegmentation,
  createSimulation,
  createSingleScore,
  lifetimesOf,
} from '@bora/batch-store';
import { repositoryRoot } from '@bora/testing';
import { modelName } from './invented-bundle.ts';
import { firstVersion, type RunningApi } from './running-api.ts';

const model = { name: modelName, version: firstVersion };
const policy = { name: 'default', version: 1 };

export async function newBatch(api: RunningApi, ownedBy: string): Promise<string> {
  const id = randomUUID();
  const batch = { id, owner: ownedBy, fileName: 'a.csv', schema: 'invented', model, policy };
  await createBatch(api.redis, batch, lifetimesOf(7));
  return id;
}

export async function newScore(api: RunningApi, ownedBy: string): Promise<string> {
  const id = randomUUID();
  await createSingleScore(
    api.redis,
    api.cipher,
    { id, owner: ownedBy, model, policy, application: {} },
    1_000,
  );
  return id;
}

export async function newSimulation(api: RunningApi, ownedBy: string): Promise<string> {
  const id = randomUUID();
  const versions = { modelName, modelVersion: firstVersion, policyName: 'default', policyVersion: 1 };
  const scenario = await readFile(join(repositoryRoot, 'simulation/scenarios/thin-margin.json'), 'utf8');
  const rest = {
    batchId: randomUUID(),
    fileName: 'a.csv',
    chunks: 1,
    scenario,
    schema: '{}',
    inSample: 'no' as const,
  };
  await createSimulation(api.redis, { id, owner: ownedBy, ...versions, ...rest }, 1_000);
  return id;
}

export async function newSegmentation(api: RunningApi, ownedBy: string): Promise<string> {
  const id = randomUUID();
  const asked = {
    layout: null,
    kind: null,
    request: {},
    dropDuplicates: false,
    snapshot: null,
    name: null,
  } as unknown as Parameters<typeof createSegmentation>[1]['asked'];
  await createSegmentation(api.redis, { id, owner: ownedBy, fileName: 'a.csv', asked }, lifetimesOf(7));
  return id;
}
