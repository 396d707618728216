import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepEvaluation } from '@bora/bundle';
import { ApplicationSchema, EvaluationReport, ModelDetail } from '@bora/contracts';
import { openObjectStore } from '@bora/object-store';
import { repositoryRoot } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeInventedBundle } from './support/invented-bundle.ts';
import { inventedSchema } from './support/invented-schema.ts';
import { call, listedModel, refused } from './support/registry-calls.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi();
  await storeInventedBundle(api.modelStore, 'v5', { isChampion: false, usesNote: true });
});
afterAll(() => api?.close());

describe('models', () => {
  it('show manifest, scale and calibration of a version', async () => {
    const { body } = await call(api, 'GET', '/v1/models/invented/v1');
    expect(ModelDetail.parse(body)).toMatchObject({ manifest: { metrics: { auc: 0.5 } }, refusal: null });
  });

  it('show what was measured of a version, from the model store, also where it may not serve here', async () => {
    const evaluation = '/v1/models/invented/v5/evaluation';
    expect(await refused(api, 'GET', evaluation)).toEqual([404, 'evaluation-not-found']);
    expect(await refused(api, 'GET', '/v1/models/invented/v99/evaluation')).toEqual([404, 'model-not-found']);
    const report = await reportOf('v5');
    const store = openObjectStore(api.modelStore);
    expect(await keepEvaluation(store, report)).toEqual([{ name: 'invented', version: 'v5' }]);
    expect(await call(api, 'GET', evaluation)).toEqual({ status: 200, body: report });
    await store.put('invented/v5.evaluation.json', Buffer.from('{}'));
    await store.close();
    expect(await refused(api, 'GET', evaluation)).toEqual([503, 'store-damaged']);
  });

  /** A committed report, as if it had measured how this version was made. */
  async function reportOf(version: string): Promise<EvaluationReport> {
    const path = join(repositoryRoot, 'reports/evaluation.json');
    const committed = EvaluationReport.parse(JSON.parse(await readFile(path, 'utf8')));
    const entry = (await listedModel(api))?.versions.find((one) => one.version === version);
    const { schema, kind, profile, seeds, trainingData, metrics } = entry!.manifest!;
    return {
      ...committed,
      protocol: {
        ...committed.protocol,
        ...{ schema: schema.id, kind, profile, seeds, data: { ...trainingData, rejected: 0 } },
      },
      oof: { ...committed.oof, auc: metrics.auc! },
    };
  }

  it('show the schema that the form is made of', async () => {
    const { body } = await call(api, 'GET', '/v1/schema?model=invented/v1');
    expect(ApplicationSchema.parse(body)).toEqual(inventedSchema);
  });
});
