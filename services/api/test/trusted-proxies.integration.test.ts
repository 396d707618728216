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
  const headers = { 'x-forwarded-for': '198.51.100.7, 203.0.113.9', 'content-type': 'application/json' };
  await fetch(`${api.url}/v1/audit/search`, { method: 'POST', headers, body: '{}' });
  expect(await trailEntries(api, '&action=audit.view')).toMatchObject([{ address }]);
});
