import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { listBatches } from '@bora/batch-store';
import { Batch, Problem } from '@bora/contracts';
import { type PostgresServer, startPostgres, waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventedHeader, inventedLine } from './support/invented-schema.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { asSuperuser, trailEntries, verification } from './support/trail.ts';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

const file = `${inventedHeader}\n${inventedLine(1)}\n`;

async function upload(api: RunningApi): Promise<Response> {
  return fetch(`${api.url}/v1/batches`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: file,
  });
}

test('an api that is killed between an action and its entry leaves the entry that it began, in a whole chain', async () => {
  const api = await startApi({ DATABASE_URL: postgres.url });
  const key = (await readFile(api.keyFile, 'utf8')).trim();
  const begun = () =>
    asSuperuser(postgres.url, async (client) => {
      const { rows } = await client.query("select outcome from audit_entries where action = 'batch.upload'");
      return rows.map(({ outcome }) => outcome);
    });
  await asSuperuser(postgres.url, async (holder) => {
    const call = request(`${api.url}/v1/batches`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', authorization: `Bearer ${key}` },
    });
    call.on('error', () => {});
    call.write(file);
    await waitUntil(async () => (await begun()).length === 1, { what: 'the upload to be recorded' });
    // Nobody can append now: the action happens, and its second entry waits.
    await holder.query('begin');
    await holder.query('select * from audit_head for update');
    call.end();
    const published = async () =>
      (await listBatches(api.redis, { limit: 10 })).items.some(({ state }) => state !== 'uploading');
    await waitUntil(published, { what: 'the batch to be published' });
    await api.process.kill('SIGKILL');
    await holder.query('rollback');
  });
  expect(await begun()).toEqual(['begun']);
  await api.close();

  const next = await startApi({ DATABASE_URL: postgres.url });
  expect(await verification(next)).toMatchObject({ findings: [] });
  await next.close();
});

test('without the database nothing is shown or changed, files are still taken, and their entries follow', async () => {
  const api = await startApi({ DATABASE_URL: postgres.url });
  const { id } = Batch.parse(await (await upload(api)).json());
  await postgres.kill();
  const refused = await fetch(`${api.url}/v1/batches/${id}/rows/1`);
  expect([refused.status, Problem.parse(await refused.json()).code]).toEqual([503, 'database-unavailable']);
  const cancelled = await fetch(`${api.url}/v1/batches/${id}`, { method: 'DELETE' });
  expect(cancelled.status).toBe(503);
  const download = await fetch(`${api.url}/v1/batches/${id}/scores.csv`);
  expect([download.status, Problem.parse(await download.json()).code]).toEqual([503, 'database-unavailable']);
  const taken = await upload(api);
  expect(taken.status).toBe(202);
  const second = Batch.parse(await taken.json()).id;

  await postgres.restart();
  const uploads = () => trailEntries(api, '&action=batch.upload&outcome=done').catch(() => []);
  await waitUntil(async () => (await uploads()).some(({ objectId }) => objectId === second), {
    what: 'the entry that waited to be appended',
  });
  expect((await verification(api)).findings).toEqual([]);
  expect(await (await fetch(`${api.url}/v1/batches/${id}`)).json()).not.toMatchObject({ state: 'cancelled' });
  await api.close();
});
