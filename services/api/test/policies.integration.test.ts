import { createPolicy } from '@bora/bundle';
import { Batch, Policy, PolicyList, Problem } from '@bora/contracts';
import { openObjectStore } from '@bora/object-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postInventedFile } from './support/post-invented-file.ts';
import { call, refused } from './support/registry-calls.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

describe('policies', () => {
  const draft = { approveBelow: 0.1, declineFrom: 0.4, description: 'stricter' };
  const rule = {
    code: 'tall',
    text: 'Too tall',
    when: { kind: 'above', variable: 'HEIGHT', value: 200 },
    decision: 'refer',
  };

  it('change by a new version, which is live when asked', async () => {
    const quiet = await call(api, 'PUT', '/v1/policies/default', draft);
    expect([quiet.status, Policy.parse(quiet.body).version]).toEqual([201, 2]);
    expect(Batch.parse(await (await postInventedFile(api.url, 3)).json()).policy.version).toBe(1);

    const live = await call(api, 'PUT', '/v1/policies/default', { ...draft, rules: [rule], live: true });
    expect(Policy.parse(live.body).version).toBe(3);
    expect(Batch.parse(await (await postInventedFile(api.url, 3)).json()).policy.version).toBe(3);
    expect(PolicyList.parse((await call(api, 'GET', '/v1/policies')).body).policies).toEqual([
      { name: 'default', live: 3, versions: [1, 2, 3] },
    ]);
    expect((await call(api, 'GET', '/v1/policies/default/3')).body).toEqual(live.body);
  });

  it('are refused with cut-offs in the wrong order', async () => {
    expect(
      await refused(api, 'PUT', '/v1/policies/default', { approveBelow: 0.5, declineFrom: 0.4 }),
    ).toEqual([422, 'policy-invalid']);
  });

  it('are refused with rules about variables that the schema lacks', async () => {
    const rules = [{ ...rule, when: { ...rule.when, variable: 'WIDTH' } }];
    expect(await refused(api, 'PUT', '/v1/policies/default', { ...draft, rules })).toEqual([
      422,
      'policy-invalid',
    ]);
  });

  it('are refused with rules about variables that the compliance profile forbids', async () => {
    const rules = [{ ...rule, when: { kind: 'missing', variable: 'NOTE' } }];
    const { status, body } = await call(api, 'PUT', '/v1/policies/default', { ...draft, rules });
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
    const answer = await postInventedFile(api.url, 3, { query: '?policy=elsewhere/1' });
    expect([answer.status, Problem.parse(await answer.json()).code]).toEqual([422, 'policy-invalid']);
  });

  it("whose pointer is damaged are no fault of the client's", async () => {
    const store = openObjectStore(api.policyStore);
    await createPolicy(store, 'pointless', { ...draft, rules: [] });
    await store.put('pointless/live.json', Buffer.from('{}'));
    const answer = await postInventedFile(api.url, 3, { query: '?policy=pointless' });
    expect([answer.status, Problem.parse(await answer.json()).code]).toEqual([503, 'store-damaged']);
    expect(await refused(api, 'GET', '/v1/policies')).toEqual([503, 'store-damaged']);
    const nowhere = { name: 'pointless', version: 9, madeLiveAt: new Date().toISOString() };
    await store.put('pointless/live.json', Buffer.from(JSON.stringify(nowhere)));
    const dangling = await postInventedFile(api.url, 3, { query: '?policy=pointless' });
    expect([dangling.status, Problem.parse(await dangling.json()).code]).toEqual([503, 'store-damaged']);
    await store.delete('pointless/live.json');
    await store.close();
  });

  it('that are not there are not found', async () => {
    expect(await refused(api, 'GET', '/v1/policies/default/99')).toEqual([404, 'policy-not-found']);
    expect(await refused(api, 'GET', '/v1/policies/nobody/1')).toEqual([404, 'policy-not-found']);
  });
});
