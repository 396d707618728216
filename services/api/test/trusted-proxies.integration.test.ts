import { afterEach, expect, test } from 'vitest';
import { type RunningApi, startApi } from './support/running-api.ts';
import { trailEntries } from './support/trail.ts';

let api: RunningApi | undefined;
afterEach(() => api?.close());

test.each([
  ['a proxy that is named says it', '10.0.0.0/8, 127.0.0.1', '203.0.113.9'],
  ['nobody says it where no proxy is named', '', '127.0.0.1'],
])("the caller's address: %s", async (_, proxies, address) => {
  api = await startApi({ TRUSTED_PROXIES: proxies });
  const forwarded = { 'x-forwarded-for': '198.51.100.7, 203.0.113.9' };
  await fetch(`${api.url}/v1/audit`, { headers: forwarded });
  expect(await trailEntries(api, '&action=audit.view')).toMatchObject([{ address }]);
});
