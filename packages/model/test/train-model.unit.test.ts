import { auc } from '@bora/metrics';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  loadScorer,
  Reference,
  selectBackend,
  TooFewApplicantsError,
  type TrainedModel,
  type TrainingProgress,
  trainModel,
} from '../src/index.ts';
import { inventedShips, shipProfiles } from './invented-applicants.ts';
import { shipOrder, ships, throughStore, trainShips } from './trained-ships.ts';

let model: TrainedModel;
const progress: TrainingProgress[] = [];

beforeAll(async () => {
  await selectBackend('auto');
  model = await trainShips({}, { onProgress: (report) => progress.push(report) });
});

const textOf = (file: string): string => new TextDecoder().decode(model.files[file]);

test('a trained model, written and read, ranks applicants that it has not seen', async () => {
  const scorer = await loadScorer(await throughStore(model.description, model.files));
  const unseen = inventedShips(1500, 2);
  const { pd } = scorer.score(unseen.table);
  scorer.dispose();
  expect(auc(unseen.bad, pd)).toBeGreaterThan(0.72);
  expect(scorer.manifest.version).toMatch(/^20260102-030405-[0-9a-f]{8}$/);
  expect(scorer.manifest.trainingData.rows).toBe(1500);
});

test('PDs are calibrated: their mean is the bad rate of applicants not seen', async () => {
  const scorer = await loadScorer(await throughStore(model.description, model.files));
  const unseen = inventedShips(4000, 3);
  const { pd } = scorer.score(unseen.table);
  scorer.dispose();
  const mean = (values: ArrayLike<number>): number =>
    Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.abs(mean(pd) - mean(unseen.bad))).toBeLessThan(0.03);
});

test('the same order gives the same bytes, however many threads train', async () => {
  const again = await trainShips({}, { threadCount: 1 });
  expect(again.files).toEqual(model.files);
  expect(again.description).toEqual(model.description);
});

test('progress ends with the last step of the last network', () => {
  const last = progress.at(-1)!;
  expect(last.step).toBe(last.stepCount);
  expect(last.network).toBe(last.networkCount);
  expect(last.secondsLeft).toBe(0);
});

test('an aborted training stops at once with the reason given', async () => {
  const controller = new AbortController();
  const training = trainShips(
    { options: { epochs: 1e5 } },
    { signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) },
  );
  await expect(training).rejects.toThrow('enough');
});

test('too few applicants of one outcome are refused by name before anything is trained', async () => {
  const all = { ...ships, bad: new Uint8Array(ships.bad.length) };
  const training = trainModel(shipOrder, all, { backend: 'auto', threadCount: 1 });
  await expect(training).rejects.toThrow(TooFewApplicantsError);
});

test('a profile keeps what it forbids out of the model', async () => {
  const restricted = await trainShips({ profile: shipProfiles[1], options: { seeds: [1], epochs: 8 } });
  const bundle = await throughStore(restricted.description, restricted.files);
  if (bundle.kind !== 'network') expect.fail('a network was trained');
  expect(bundle.encoder.features.map(({ feature }) => feature.name)).not.toContain('rig');
  expect(bundle.manifest.profile).toBe('br');
});

describe('a bundle holds nobody', () => {
  test('the smoke vectors are no training rows, and no rare value is in any file', () => {
    expect(textOf('smoke.json')).toContain('invented-1');
    for (const file of ['smoke.json', 'reference.json', 'encoder.json', 'card.md']) {
      expect(textOf(file)).not.toMatch(/rare-|ship-\d/);
    }
  });

  test('the reference tells shares that add up, and the most usual applicant', () => {
    const reference = Reference.parse(JSON.parse(textOf('reference.json')));
    for (const variable of [...Object.values(reference.variables), reference.score]) {
      const shares =
        variable.kind === 'number'
          ? variable.shares
          : [...variable.levels.map(({ share }) => share), variable.other];
      expect(shares.reduce((sum, share) => sum + share, variable.missing)).toBeCloseTo(1, 9);
    }
    expect(Object.keys(reference.variables)).toEqual(['hull', 'rig', 'harbour', 'insured']);
    const hulls = ships.table.number[1]!.filter((hull) => !Number.isNaN(hull)).sort();
    expect(reference.applicant.hull).toBe(String(hulls[Math.floor(hulls.length / 2)]));
  });
});
