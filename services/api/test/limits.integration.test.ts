import { randomUUID } from 'node:crypto';
import { Problem, queuePrefix, queues } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedCsv } from './support/invented-schema.ts';
import { storedChunks } from './support/leftovers.ts';
import { type Credential, TestPeople } from './support/people.ts';
import { RawRequest } from './support/raw-request.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

let api: RunningApi;
let people: TestPeople;

beforeAll(async () => {
  api = await startApi({
    RATE_LIMIT_BY_ROLE: 'officer:20,analyst:40',
    UPLOAD_MAX_MB: '2',
    UPLOAD_MAX_MB_BY_ROLE: 'officer:1',
    UPLOAD_MAX_ROWS_BY_ROLE: 'officer:100,analyst:200',
    UPLOADS_AT_ONCE: '2',
    UPLOAD_IDLE_TIMEOUT_MS: '5000',
    HEADERS_TIMEOUT_MS: '1000',
    REQUEST_TIMEOUT_MS: '3000',
    CHUNK_ROWS: '100',
    QUEUE_MAX_ROWS: '400',
    QUEUE_MAX_JOBS: '3',
    QUEUE_MAX_SEGMENTATIONS: '1',
  });
  people = new TestPeople(api);
});
afterAll(async () => {
  await people.close();
  await api.close();
});

async function problemOf(response: Response) {
  const { status, code } = Problem.parse(await response.json());
  return { status, code, retryAfter: Number(response.headers.get('retry-after')) };
}

const ask = (who: Credential) => fetch(`${api.url}/v1/batches?limit=1`, { headers: who });
const upload = (who: Credential, body: string) =>
  fetch(`${api.url}/v1/batches`, { method: 'POST', headers: { ...who, 'content-type': 'text/csv' }, body });

/** How many of so many requests are answered, and the first refusal. */
async function allowed(who: Credential, requests: number) {
  const answers = await Promise.all(Array.from({ length: requests }, () => ask(who)));
  const refused = answers.filter(({ status }) => status === 429);
  return { count: requests - refused.length, refusal: refused[0] && (await problemOf(refused[0])) };
}

describe('the allowance of requests', () => {
  it('is that of the role, for each key of its own, and says when to come again', async () => {
    const officer = await people.add('officer');
    const [first, second] = [await officer.key(), await officer.key()];
    const { count, refusal } = await allowed(first, 30);
    expect(count).toBe(20);
    expect(refusal).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect(refusal?.retryAfter).toBeGreaterThan(0);
    expect(refusal?.retryAfter).toBeLessThanOrEqual(60);
    expect((await allowed(second, 30)).count).toBe(20);
    expect((await allowed(await (await people.add('analyst')).key(), 50)).count).toBe(40);
  });

  it('is one for all sessions of a person, and another one for somebody else', async () => {
    const officer = await people.add('officer');
    const sessions = [await officer.session(), await officer.session()];
    const [first, second] = [await allowed(sessions[0]!, 15), await allowed(sessions[1]!, 15)];
    expect(first.count + second.count).toBe(20);
    expect((await allowed(await (await people.add('officer')).session(), 15)).count).toBe(15);
  });

  it('does not hold for a role that has none, nor for the key of this machine', async () => {
    expect((await allowed(await (await people.add('auditor')).key(), 60)).count).toBe(60);
    expect((await allowed({}, 60)).count).toBe(60);
  });

  it('counts nobody who is not known, so that nobody uses up what is another’s', async () => {
    const officer = await people.add('officer');
    const key = await officer.key();
    const wrong = { authorization: `${key.authorization}0` };
    await Promise.all(Array.from({ length: 40 }, () => ask(wrong)));
    expect((await ask(key)).status).toBe(200);
  });
});

describe('a file', () => {
  it('may be as large as the role allows, and never larger than anybody may send', async () => {
    const [officer, analyst] = [await people.add('officer'), await people.add('analyst')];
    const wide = (bytes: number) => inventedCsv(10).replaceAll('note', 'n'.repeat(bytes / 10));
    expect(await problemOf(await upload(await officer.key(), wide(1_200_000)))).toMatchObject({
      code: 'upload-too-large',
    });
    expect((await upload(await analyst.key(), wide(1_200_000))).status).toBe(202);
    expect(await problemOf(await upload(await analyst.key(), wide(2_200_000)))).toMatchObject({
      code: 'upload-too-large',
    });
  });

  it('may have as many rows as the role allows', async () => {
    const [officer, analyst] = [await people.add('officer'), await people.add('analyst')];
    expect(await problemOf(await upload(await officer.key(), inventedCsv(101)))).toMatchObject({
      status: 413,
      code: 'upload-too-many-rows',
    });
    expect((await upload(await analyst.key(), inventedCsv(101))).status).toBe(202);
  });

  it('that would be one too many at a time is answered 503, and the next one is taken', async () => {
    const head = { 'content-type': 'text/csv', 'content-length': '100000' };
    const before = (await storedChunks(api)).length;
    const open = [
      await RawRequest.post(`${api.url}/v1/batches`, head),
      await RawRequest.post(`${api.url}/v1/batches`, head),
    ];
    for (const request of open) await request.write(inventedCsv(120));
    await waitUntil(async () => (await storedChunks(api)).length >= before + 2, {
      what: 'both uploads to begin',
    });
    const refused = await problemOf(await upload({}, inventedCsv(3)));
    expect(refused).toMatchObject({ status: 503, code: 'overloaded' });
    expect(refused.retryAfter).toBeGreaterThan(0);
    for (const request of open) request.breakOff();
    await waitUntil(async () => (await upload({}, inventedCsv(3))).status === 202, {
      what: 'a place to be free',
    });
  });
});

describe('while more waits for workers than may', () => {
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${api.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  async function waiting(name: string, jobs: number): Promise<() => Promise<void>> {
    const connection = new Redis(api.redisServer.url, { maxRetriesPerRequest: null });
    const queue = new Queue(name, { connection, prefix: queuePrefix });
    await queue.addBulk(
      Array.from({ length: jobs }, () => ({ name, data: {}, opts: { jobId: randomUUID() } })),
    );
    return async () => {
      await queue.obliterate({ force: true });
      await queue.close();
      connection.disconnect();
    };
  }

  it.each([
    ['file of applicants', queues.chunks.name, 5, () => upload({}, inventedCsv(3))],
    ['single application', queues.singles.name, 4, () => post('/v1/scores', { KEY: 'a' })],
    [
      'file of customers',
      queues.segmentations.name,
      2,
      () =>
        fetch(`${api.url}/v1/segmentations`, {
          method: 'POST',
          headers: { 'content-type': 'text/csv' },
          body: 'a\n1\n',
        }),
    ],
  ])(
    'no further %s is taken, with the time to wait; and one is when there is room',
    async (_what, name, jobs, send) => {
      const empty = await waiting(name, jobs);
      // How much waits is known for a moment.
      const refused = await waitUntil(
        async () => {
          const answer = await send();
          return answer.status === 503 ? answer : undefined;
        },
        { what: 'the queue to be full' },
      );
      const problem = await problemOf(refused!);
      expect(problem).toMatchObject({ status: 503, code: 'queue-full' });
      expect(problem.retryAfter).toBeGreaterThan(0);
      await empty();
      await waitUntil(async () => (await send()).status === 202, { what: 'room in the queue' });
    },
  );

  it('an upload that was answered before is answered again', async () => {
    const headers = { 'idempotency-key': randomUUID(), 'content-type': 'text/csv' };
    const send = () => fetch(`${api.url}/v1/batches`, { method: 'POST', headers, body: inventedCsv(3) });
    await waitUntil(async () => (await send()).status === 202, { what: 'room in the queue' });
    const empty = await waiting(queues.chunks.name, 5);
    await waitUntil(async () => (await upload({}, inventedCsv(3))).status === 503, {
      what: 'the queue to be full',
    });
    expect((await send()).status).toBe(202);
    await empty();
  });
});

describe('a request that comes too slowly', () => {
  it('is cut where its head does not come', async () => {
    const request = await RawRequest.post(`${api.url}/v1/scores`, { 'content-length': '2' });
    // A second head on the same connection, of which half comes.
    await request.write('{}GET /health/live HTTP/1.1\r\nhost: x');
    await new Promise((resolve) => request.socket.once('close', resolve));
    expect(request.text).toContain('"code":"request-too-slow"');
  });

  it('is answered 408 where its body does not come, and the connection ends', async () => {
    const head = { 'content-type': 'application/json', 'content-length': '100' };
    const request = await RawRequest.post(`${api.url}/v1/scores`, head);
    await request.write('{"KEY":');
    expect((await request.answer()).body).toMatchObject({ status: 408, code: 'request-too-slow' });
  });

  it('is cut where a file drips, though never silent for long', async () => {
    const head = { 'content-type': 'text/csv', 'content-length': '100000' };
    const request = await RawRequest.post(`${api.url}/v1/batches`, head);
    await request.write(inventedCsv(10));
    const drip = setInterval(() => request.write('x'), 200);
    expect((await request.answer()).body).toMatchObject({ status: 408, code: 'upload-stalled' });
    clearInterval(drip);
  });
});

it('a body that says it is packed is refused, whatever is in it', async () => {
  const headers = { 'content-type': 'text/csv', 'content-encoding': 'gzip' };
  const answer = await fetch(`${api.url}/v1/batches`, { method: 'POST', headers, body: inventedCsv(3) });
  expect(await problemOf(answer)).toMatchObject({ status: 415, code: 'unsupported-media-type' });
});
