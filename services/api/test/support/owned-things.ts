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
import { inventedSimulation, repositoryRoot } from '@bora/testing';
import { modelName } from './invented-bundle.ts';
import { nothingAsked } from './nothing-asked.ts';
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
  const scenario = await readFile(join(repositoryRoot, 'simulation/scenarios/thin-margin.json'), 'utf8');
  const versions = { modelName, modelVersion: firstVersion, policyName: 'default' };
  const simulation = { ...inventedSimulation(1), owner: ownedBy, ...versions, scenario };
  await createSimulation(api.redis, simulation, 1_000);
  return simulation.id;
}

export async function newSegmentation(api: RunningApi, ownedBy: string): Promise<string> {
  const id = randomUUID();
  await createSegmentation(
    api.redis,
    { id, owner: ownedBy, fileName: 'a.csv', asked: nothingAsked },
    lifetimesOf(7),
  );
  return id;
}
