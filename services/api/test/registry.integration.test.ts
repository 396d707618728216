import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clearRefusal, refuseModel } from '@bora/batch-store';
import { createPolicy, keepEvaluation } from '@bora/bundle';
import {
  ApplicationSchema,
  Batch,
  EvaluationReport,
  ModelDetail,
  ModelList,
  Policy,
  PolicyList,
  Problem,
  Readiness,
} from '@bora/contracts';
import { openObjectStore } from '@bora/object-store';
import { repositoryRoot, waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeInventedBundle } from './support/invented-bundle.ts';
import { inventedCsv, inventedSchema } from './support/invented-schema.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

async function call(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${api.url}${path}`, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: await response.json() };
}

async function refused(method: string, path: string, body?: object): Promise<[number, string]> {
  const answer = await call(method, path, body);
  return [answer.status, Problem.parse(answer.body).code];
}

async function upload(query = ''): Promise<Response> {
  const headers = { 'content-type': 'text/csv' };
  return fetch(`${api.url}/v1/batches${query}`, { method: 'POST', headers, body: inventedCsv(3) });
}

async function uploadedVersion(): Promise<string> {
  return Batch.parse(await (await upload()).json()).model.version;
}

async function invented() {
  return ModelList.parse((await call('GET', '/v1/models')).body).models.find(
    ({ name }) => name === 'invented',
  );
}

async function flipOneBit(version: string, file: string): Promise<void> {
  const path = join(api.modelStore.slice('file:'.length), 'invented', version, file);
  const bytes = await readFile(path);
  bytes[0]! ^= 1;
  await writeFile(path, bytes);
}

async function champion(): Promise<Readiness['checks']['champion']> {
  return Readiness.parse((await call('GET', '/health/ready')).body).checks.champion;
}

describe('the champion', () => {
  it('is what new work gets, within two seconds of its promotion elsewhere', async () => {
    expect(await uploadedVersion()).toBe('v1');
    await storeInventedBundle(api.modelStore, 'v2');
    const began = performance.now();
    await waitUntil(async () => (await uploadedVersion()) === 'v2', { what: 'the new champion' });
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('is what new work gets at once when it was promoted here', async () => {
    expect((await call('PUT', '/v1/models/invented/champion', { version: 'v1' })).status).toBe(200);
    expect(await uploadedVersion()).toBe('v1');
  });

  it('stays the last good one when the next is damaged by one bit, and everybody is told', async () => {
    await storeInventedBundle(api.modelStore, 'v3', { isChampion: false });
    await flipOneBit('v3', 'weights.bin');
    expect(await refused('PUT', '/v1/models/invented/champion', { version: 'v3' })).toEqual([
      409,
      'model-refused',
    ]);
    expect(await refused('GET', '/v1/models/invented/v3')).toEqual([409, 'model-refused']);
    expect((await invented())?.champion).toBe('v1');

    await pointTo('v3');
    await waitUntil(async () => (await champion()).status === 'degraded', {
      what: 'the damage to be noticed',
    });
    expect((await champion()).message).toMatch(/invented\/v3 is damaged .*invented\/v1 serves in its place/);
    expect(await uploadedVersion()).toBe('v1');
    expect(await invented()).toMatchObject({ champion: 'v3', serving: 'v1' });

    await call('PUT', '/v1/models/invented/champion', { version: 'v1' });
    expect((await champion()).status).toBe('ok');
  });

  it('stays the last good one when a worker refuses the next, until it is promoted again', async () => {
    await storeInventedBundle(api.modelStore, 'v4', { isChampion: false });
    await refuseModel(
      api.redis,
      { name: 'invented', version: 'v4' },
      { code: 'smoke', message: 'It smokes.' },
    );
    await storeInventedBundle(api.modelStore, 'v4');
    await waitUntil(async () => (await champion()).status === 'degraded', {
      what: 'the refusal to be noticed',
    });
    expect(await uploadedVersion()).toBe('v1');
    const version = (await invented())?.versions.find((entry) => entry.version === 'v4');
    expect(version?.refusal).toEqual({ code: 'smoke', message: 'It smokes.' });
    const pinned = await upload('?model=invented/v4');
    expect([pinned.status, Problem.parse(await pinned.json()).code]).toEqual([409, 'model-refused']);

    expect((await call('PUT', '/v1/models/invented/champion', { version: 'v4' })).status).toBe(200);
    expect(await uploadedVersion()).toBe('v4');
    expect((await champion()).status).toBe('ok');
  });

  it('is what it was where no signature is asked for, whatever a worker with keys refused for its signature', async () => {
    await refuseModel(
      api.redis,
      { name: 'invented', version: 'v4' },
      { code: 'bundle-unsigned', message: 'Nobody signed it.' },
    );
    const pinned = await upload('?model=invented/v4');
    expect(pinned.status).toBe(202);
    const version = (await invented())?.versions.find((entry) => entry.version === 'v4');
    expect(version?.refusal).toBeNull();
    const operations = await call('GET', '/v1/operations');
    expect(operations.body).toMatchObject({ refusedModels: [] });
    await clearRefusal(api.redis, { name: 'invented', version: 'v4' });
  });

  it('gives way to the last good one when a worker refuses it after it was served', async () => {
    await storeInventedBundle(api.modelStore, 'v6');
    await waitUntil(async () => (await uploadedVersion()) === 'v6', { what: 'the new champion' });
    await refuseModel(
      api.redis,
      { name: 'invented', version: 'v6' },
      { code: 'smoke', message: 'It smokes.' },
    );
    await waitUntil(async () => (await uploadedVersion()) === 'v4', { what: 'the last good one' });
    expect((await champion()).status).toBe('degraded');
    await call('PUT', '/v1/models/invented/champion', { version: 'v4' });
  });

  it('may not use what the compliance profile forbids', async () => {
    await storeInventedBundle(api.modelStore, 'v5', { isChampion: false, usesNote: true });
    const { status, body } = await call('PUT', '/v1/models/invented/champion', { version: 'v5' });
    expect([status, Problem.parse(body).code]).toEqual([409, 'model-refused']);
    expect(Problem.parse(body).detail).toContain('NOTE');
    const pinned = await upload('?model=invented/v5');
    expect(pinned.status).toBe(409);
  });

  it('cannot be a version that is not there', async () => {
    expect(await refused('PUT', '/v1/models/invented/champion', { version: 'v9' })).toEqual([
      404,
      'model-not-found',
    ]);
  });

  async function pointTo(version: string): Promise<void> {
    const store = openObjectStore(api.modelStore);
    const pointer = { name: 'invented', version, promotedAt: new Date().toISOString() };
    await store.put('invented/champion.json', Buffer.from(JSON.stringify(pointer)));
    await store.close();
  }
});

describe('models', () => {
  it('show manifest, scale and calibration of a version', async () => {
    const { body } = await call('GET', '/v1/models/invented/v1');
    expect(ModelDetail.parse(body)).toMatchObject({ manifest: { metrics: { auc: 0.5 } }, refusal: null });
  });

  it('show what was measured of a version, from the model store, also where it may not serve here', async () => {
    const evaluation = '/v1/models/invented/v5/evaluation';
    expect(await refused('GET', evaluation)).toEqual([404, 'evaluation-not-found']);
    expect(await refused('GET', '/v1/models/invented/v99/evaluation')).toEqual([404, 'model-not-found']);
    const report = await reportOf('v5');
    const store = openObjectStore(api.modelStore);
    expect(await keepEvaluation(store, report)).toEqual([{ name: 'invented', version: 'v5' }]);
    expect(await call('GET', evaluation)).toEqual({ status: 200, body: report });
    await store.put('invented/v5.evaluation.json', Buffer.from('{}'));
    await store.close();
    expect(await refused('GET', evaluation)).toEqual([503, 'store-damaged']);
  });

  /** A committed report, as if it had measured how this version was made. */
  async function reportOf(version: string): Promise<EvaluationReport> {
    const path = join(repositoryRoot, 'reports/evaluation.json');
    const committed = EvaluationReport.parse(JSON.parse(await readFile(path, 'utf8')));
    const entry = (await invented())?.versions.find((one) => one.version === version);
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
    const { body } = await call('GET', '/v1/schema?model=invented/v1');
    expect(ApplicationSchema.parse(body)).toEqual(inventedSchema);
  });
});

describe('policies', () => {
  const draft = { approveBelow: 0.1, declineFrom: 0.4, description: 'stricter' };
  const rule = {
    code: 'tall',
    text: 'Too tall',
    when: { kind: 'above', variable: 'HEIGHT', value: 200 },
    decision: 'refer',
  };

  it('change by a new version, which is live when asked', async () => {
    const quiet = await call('PUT', '/v1/policies/default', draft);
    expect([quiet.status, Policy.parse(quiet.body).version]).toEqual([201, 2]);
    expect(Batch.parse(await (await upload()).json()).policy.version).toBe(1);

    const live = await call('PUT', '/v1/policies/default', { ...draft, rules: [rule], live: true });
    expect(Policy.parse(live.body).version).toBe(3);
    expect(Batch.parse(await (await upload()).json()).policy.version).toBe(3);
    expect(PolicyList.parse((await call('GET', '/v1/policies')).body).policies).toEqual([
      { name: 'default', live: 3, versions: [1, 2, 3] },
    ]);
    expect((await call('GET', '/v1/policies/default/3')).body).toEqual(live.body);
  });

  it('are refused with cut-offs in the wrong order', async () => {
    expect(await refused('PUT', '/v1/policies/default', { approveBelow: 0.5, declineFrom: 0.4 })).toEqual([
      422,
      'policy-invalid',
    ]);
  });

  it('are refused with rules about variables that the schema lacks', async () => {
    const rules = [{ ...rule, when: { ...rule.when, variable: 'WIDTH' } }];
    expect(await refused('PUT', '/v1/policies/default', { ...draft, rules })).toEqual([
      422,
      'policy-invalid',
    ]);
  });

  it('are refused with rules about variables that the compliance profile forbids', async () => {
    const rules = [{ ...rule, when: { kind: 'missing', variable: 'NOTE' } }];
    const { status, body } = await call('PUT', '/v1/policies/default', { ...draft, rules });
    expect(status).toBe(422);
    expect(Problem.parse(body)).toMatchObject({ code: 'policy-invalid', fields: ['NOTE'] });
    expect(Problem.parse(body).detail).toContain('NOTE');
  });

  it('with such rules score nothing, however they came into the store', async () => {
    const store = openObjectStore(api.policyStore);
    const when = { kind: 'missing', variable: 'NOTE' } as const;
    const forbidden = { ...rule, when, decision: 'refer' as const };
    await createPolicy(store, 'elsewhere', { ...draft, rules: [forbidden] });
    await store.close();
    const answer = await upload('?policy=elsewhere/1');
    expect([answer.status, Problem.parse(await answer.json()).code]).toEqual([422, 'policy-invalid']);
  });

  it("whose pointer is damaged are no fault of the client's", async () => {
    const store = openObjectStore(api.policyStore);
    await createPolicy(store, 'pointless', { ...draft, rules: [] });
    await store.put('pointless/live.json', Buffer.from('{}'));
    const answer = await upload('?policy=pointless');
    expect([answer.status, Problem.parse(await answer.json()).code]).toEqual([503, 'store-damaged']);
    expect(await refused('GET', '/v1/policies')).toEqual([503, 'store-damaged']);
    const nowhere = { name: 'pointless', version: 9, madeLiveAt: new Date().toISOString() };
    await store.put('pointless/live.json', Buffer.from(JSON.stringify(nowhere)));
    const dangling = await upload('?policy=pointless');
    expect([dangling.status, Problem.parse(await dangling.json()).code]).toEqual([503, 'store-damaged']);
    await store.delete('pointless/live.json');
    await store.close();
  });

  it('that are not there are not found', async () => {
    expect(await refused('GET', '/v1/policies/default/99')).toEqual([404, 'policy-not-found']);
    expect(await refused('GET', '/v1/policies/nobody/1')).toEqual([404, 'policy-not-found']);
  });
});
