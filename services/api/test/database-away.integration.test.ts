import { Readiness } from '@bora/contracts';
import { type PostgresServer, startPostgres, waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApi, startApi } from './support/running-api.ts';

let postgres: PostgresServer;
let api: RunningApi;
beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.kill();
  api = await startApi({ DATABASE_URL: postgres.url });
});
afterAll(async () => {
  await api?.close();
  await postgres?.stop();
});

async function databaseCheck(): Promise<string> {
  const response = await fetch(`${api.url}/health/ready`);
  return Readiness.parse(await response.json()).checks.database.status;
}

test('an api that starts without its database says so, and needs no restart once the database is there', async () => {
  expect(await databaseCheck()).toBe('failed');
  await postgres.restart();
  await waitUntil(async () => (await databaseCheck()) === 'ok', { what: 'the database to be found' });
});

test('a database that dies is told within two seconds, and is found again', async () => {
  await waitUntil(async () => (await databaseCheck()) === 'ok', { what: 'the database to be found' });
  await postgres.kill();
  const askedAt = Date.now();
  expect(await databaseCheck()).toBe('failed');
  expect(Date.now() - askedAt).toBeLessThan(2_000);
  await postgres.restart();
  await waitUntil(async () => (await databaseCheck()) === 'ok', { what: 'the database to be found again' });
});
