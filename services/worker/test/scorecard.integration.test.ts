import { readSingleScore } from '@bora/batch-store';
import { type ModelReference, queues } from '@bora/contracts';
import type { Scorecard } from '@bora/scorecard';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storedSingle } from './stored-single.ts';
import { trainScorecardChampion } from './trained-bundle.ts';
import { openWorkerStage, type WorkerStage } from './worker-stage.ts';

let stage: WorkerStage;
let model: ModelReference;
let scorecard: Scorecard;

beforeAll(async () => {
  stage = await openWorkerStage();
  const trained = await trainScorecardChampion(stage.models);
  scorecard = trained.scorecard;
  model = { name: trained.description.name, version: trained.description.version };
  await stage.start(stage.models, { TENSORFLOW_BACKEND: 'auto' });
});
afterAll(() => stage.close());

async function score(application: Record<string, string | number>) {
  const id = await storedSingle(stage, model, application);
  await stage.singles.add(queues.singles.name, { v: 1, scoreId: id });
  const scored = async () => {
    const single = await readSingleScore(stage.redis, id);
    return single?.state === 'scored' ? single : undefined;
  };
  const single = await waitUntil(scored, { what: 'the application to be scored' });
  return single!.record!;
}

/** The points of a line of the table, looked up as a person would. */
function pointsOf(name: string, value: number | string | undefined): number {
  const { binning, attributes } = scorecard.characteristics.find(({ variable }) => variable === name)!;
  const bins = binning.kind === 'number' ? binning.edges.length + 1 : binning.groups.length + 1;
  if (value === undefined) return attributes[bins]!.points;
  const line =
    binning.kind === 'number'
      ? binning.edges.filter((edge) => Number(value) >= edge).length
      : binning.groups.findIndex((levels) => levels.includes(String(value).toUpperCase()));
  return attributes[line]!.points;
}

test('the score that the worker gives is the sum of base points and the points of the attributes', async () => {
  expect(scorecard.characteristics.map(({ variable }) => variable)).toContain('income');
  const used = new Set(scorecard.characteristics.map(({ variable }) => variable));
  const points = (name: string, value?: number | string) => (used.has(name) ? pointsOf(name, value) : 0);
  for (const { income, home } of [
    { income: 510, home: 'own' },
    { income: 1700, home: 'rent' },
    { income: 3400, home: 'own' },
  ]) {
    const record = await score({ number: 'A1', income, home });
    const byHand = scorecard.basePoints + points('income', income) + points('home', home);
    expect(record.score).toBe(byHand);
    const odds = 50 * 2 ** ((byHand - 600) / 20);
    expect(record.pd).toBeCloseTo(1 / (1 + odds), 6);
    expect(record.decision).toBe(record.pd < 0.2 ? 'approve' : record.pd < 0.3 ? 'refer' : 'decline');
  }
  const withoutIncome = await score({ number: 'A2', home: 'own' });
  expect(withoutIncome.score).toBe(scorecard.basePoints + points('income') + points('home', 'own'));
});
