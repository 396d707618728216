import { AuditPage, AuditVerification } from '@bora/contracts';
import { Client } from 'pg';
import type { RunningApi } from './running-api.ts';
import { bodyOf, search } from './search.ts';

/** What a test asks the trail, over HTTP and as the database's superuser. */
export async function trailEntries(api: RunningApi, query = '') {
  const response = await search(`${api.url}/v1/audit/search`, { limit: 500, ...bodyOf(query) });
  return AuditPage.parse(await response.json()).entries.toReversed();
}

export async function verification(api: RunningApi, query = ''): Promise<AuditVerification> {
  const response = await fetch(`${api.url}/v1/audit/verification${query}`);
  return AuditVerification.parse(await response.json());
}

/** Statements of one connection, ended afterwards. */
export async function asSuperuser<Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
