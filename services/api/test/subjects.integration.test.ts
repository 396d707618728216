import { randomBytes } from 'node:crypto';
import { derivedSubjectKey, subjectHash } from '@bora/audit';
import { createPayloadCipher, createRotatingCipher } from '@bora/batch-store';
import { openObjectStore } from '@bora/object-store';
import { type TemporaryDirectory, temporaryDirectory, waitUntil } from '@bora/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSubjects, type Subjects } from '../src/audit/subjects.ts';
import { DatabaseKeyMismatchError } from '../src/records/assert-payload-key.ts';
import { rewrapKeys } from '../src/records/rewrap-keys.ts';
import { keptLog } from './support/kept-log.ts';
import { openRecordDatabase } from './support/record-database.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { asSuperuser, trailEntries } from './support/trail.ts';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
let directory: TemporaryDirectory;
let database: Awaited<ReturnType<typeof openRecordDatabase>>;
beforeAll(async () => {
  directory = await temporaryDirectory();
});
beforeEach(async () => {
  database = await openRecordDatabase();
});
afterEach(() => database?.drop());
afterAll(() => directory?.remove());

/** An api that starts with this payload key, and the one before it. */
async function started(
  key: Buffer,
  previous?: Buffer,
  { log = keptLog().log, isLost = false } = {},
): Promise<Subjects> {
  const cipher = createRotatingCipher(key, previous);
  const subjects = createSubjects({ cipher, payloadKey: key, previousKey: previous, isLost }, log);
  await subjects.prepare(database.query);
  return subjects;
}

async function rewrap(): Promise<void> {
  const uploads = openObjectStore(`file:${directory.path}`);
  const [current, rotating] = [createPayloadCipher(newKey), createRotatingCipher(newKey, oldKey)];
  await rewrapKeys({ query: database.query, uploads, current, rotating });
  await uploads.close();
}

test('another payload key changes no subject: what was written is found, during the change and after it', async () => {
  const hash = (await started(oldKey)).hash('A-1');
  const during = await started(newKey, oldKey);
  expect([during.hash('A-1'), during.hashes('A-1')]).toEqual([hash, [hash]]);
  await rewrap();
  expect((await started(newKey)).hash('A-1')).toBe(hash);
  expect(subjectHash(derivedSubjectKey(oldKey), 'A-1')).not.toBe(hash);
});

test('entries of a release whose subjects came from the payload key itself stay found, also under the next one', async () => {
  const earlier = subjectHash(derivedSubjectKey(oldKey), 'A-1');
  await asSuperuser(database.url, (client) =>
    client.query(
      `insert into audit_entries values (1, gen_random_uuid(), now(), 'a.b', 'done', '', '', 'system', '{}', null, null, 'o',
        null, null, '${earlier}', null, '[]', 'p', 'h')`,
    ),
  );
  const hashes = (await started(newKey, oldKey)).hashes('A-1');
  expect(hashes).toContain(earlier);
  await rewrap();
  const after = await started(newKey);
  expect(after.hashes('A-1').toSorted()).toEqual(hashes.toSorted());
  expect(after.hash('A-1')).not.toBe(earlier);
});

test('with a payload key that is said to be lost the trail goes on under a new key, and one line says which entries are not found', async () => {
  const lost = (await started(oldKey)).hash('A-1');
  const { log, lines } = keptLog();
  const subjects = await started(newKey, undefined, { log, isLost: true });
  expect(subjects.hashes('A-1')).not.toContain(lost);
  expect(lines).toMatchObject([{ level: 40, purposes: [expect.stringContaining('audit-subject:')] }]);
  expect((await started(newKey)).hash('A-1')).toBe(subjects.hash('A-1'));
});

test('where keys are there and none can be opened, no other one is made', async () => {
  await started(oldKey);
  await expect(started(newKey)).rejects.toThrow(DatabaseKeyMismatchError);
  expect(await database.query.selectFrom('data_keys').select('purpose').execute()).toHaveLength(1);
});

test('apis that start at once have one key', async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => started(oldKey)));
  expect(new Set(all.map((subjects) => subjects.hash('A-1'))).size).toBe(1);
});

test('the search of the trail by applicant finds entries from before the payload key was changed', async () => {
  const apis: RunningApi[] = [];
  const [first, second] = ['1a'.repeat(32), '2b'.repeat(32)];
  const start = async (env: Record<string, string>) => {
    const api = await startApi({ DATABASE_URL: database.url, ...env });
    apis.push(api);
    return api;
  };
  try {
    const before = await start({ PAYLOAD_KEY: first });
    await fetch(`${before.url}/v1/applicants/exports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"applicantId":"A-1"}',
    });
    const found = (api: RunningApi) => trailEntries(api, '&subject=A-1&action=applicant.export');
    const entries = await found(before);
    expect(entries).toHaveLength(1);
    await before.process.kill('SIGTERM');
    const during = await start({ PAYLOAD_KEY: second, PAYLOAD_KEY_PREVIOUS: first });
    expect(await found(during)).toEqual(entries);
    await waitUntil(() => during.process.output.includes('keys were wrapped anew'), {
      what: 'the new wraps',
    });
    await during.process.kill('SIGTERM');
    expect(await found(await start({ PAYLOAD_KEY: second }))).toEqual(entries);
  } finally {
    for (const api of apis) await api.close();
  }
});
