import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './support/ask.ts';
import { newBatch } from './support/owned-things.ts';
import { type OwnershipStage, openOwnershipStage, ownedKindOf } from './support/ownership-stage.ts';
import type { Credential } from './support/people.ts';

let stage: OwnershipStage;
beforeAll(async () => {
  stage = await openOwnershipStage();
});
afterAll(() => stage?.close());

describe('a batch that is shared', () => {
  const reading = () =>
    stage.routes.filter(
      (route) => ownedKindOf(route)?.prefix === '/v1/batches/:id' && route.method === 'GET',
    );
  const codes = async (credential: Credential): Promise<(string | undefined)[]> => {
    const found: (string | undefined)[] = [];
    for (const route of reading())
      found.push((await stage.askRoute(route, stage.ids['/v1/batches/:id'], credential)).code);
    return found;
  };

  it('is read by every officer on every route, changed by none, and hidden again when it is taken back', async () => {
    const { api, people, ofOwner, ids, share } = stage;
    const officer = await (await people.add('officer')).key();
    expect(new Set(await codes(officer))).toEqual(new Set(['batch-not-found']));
    expect((await share(ofOwner, true)).status).toBe(200);
    expect(await codes(officer)).not.toContain('batch-not-found');
    expect((await share(officer, false)).code).toBe('not-allowed');
    const url = `${api.url}/v1/batches/${ids['/v1/batches/:id']}`;
    expect((await ask('DELETE', url, officer)).code).toBe('not-allowed');
    expect((await share(ofOwner, false)).status).toBe(200);
    expect(new Set(await codes(officer))).toEqual(new Set(['batch-not-found']));
  });

  it('is cancelled by its owner or by who may cancel all, and by nobody else', async () => {
    const { api, people, owner, other, ofOwner } = stage;
    const analyst = await (await people.add('analyst')).key();
    const mine = await newBatch(api, owner.id);
    const url = `${api.url}/v1/batches/${mine}`;
    expect((await ask('DELETE', url, analyst)).code).toBe('not-allowed');
    expect((await ask('DELETE', url, ofOwner)).status).toBe(200);
    const second = `${api.url}/v1/batches/${await newBatch(api, owner.id)}`;
    expect((await ask('DELETE', second, await other.key())).status).toBe(200);
  });

  it('ends its stream of events for who may read it no more', async () => {
    const { api, people, owner } = stage;
    const id = await newBatch(api, owner.id);
    const reader = await people.add('administrator');
    const session = await reader.session();
    const response = await fetch(`${api.url}/v1/batches/${id}/events`, { headers: session });
    const events = response.body![Symbol.asyncIterator]();
    expect(String(Buffer.from((await events.next()).value as Uint8Array))).toContain('event: progress');
    expect((await ask('DELETE', `${api.url}/v1/session`, session)).status).toBe(204);
    await waitUntil(async () => (await events.next()).done === true, { what: 'the stream to end' });
  });
});
