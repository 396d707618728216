import { queuePrefix } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedHeader } from './support/invented-schema.ts';
import { RawRequest } from './support/raw-request.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { startSimulatedWorker } from './support/simulated-worker.ts';
import type { UploadBody } from './support/upload-body.ts';

/** Stands in every value that is sent; nothing else contains it. */
const canary = 'kanarienvogel';
const values = (row: number) => `${canary}-id-${row},${canary}-height,${canary},${canary},${canary} note`;
const goodFile = `${inventedHeader}\n${[1, 2, 3, 4, 5].map(values).join('\n')}\n`;

let api: RunningApi;
/** Content by key. */
let stored: Map<string, string>;
/** Bodies of all answers that are problems. */
const problems: string[] = [];

beforeAll(async () => {
  api = await startApi({
    CHUNK_ROWS: '2',
    RECORD_MAX_KB: '16',
    UPLOAD_IDLE_TIMEOUT_MS: '500',
    UPLOAD_MAX_ROWS: '100',
  });
  const worker = startSimulatedWorker(api.redisServer.url, api.cipher);
  await sendEverything();
  await worker.close();
  // What nobody takes from the queue any more is there to be looked at.
  await file(goodFile);
  await single(JSON.stringify({ KEY: canary }));
  stored = await everythingInRedis();
  await sendWhileRedisIsAway();
});
afterAll(() => api.close());

async function send(path: string, headers: Record<string, string>, body: UploadBody): Promise<Response> {
  const response = await fetch(`${api.url}${path}`, { method: 'POST', headers, body });
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    problems.push(await response.clone().text());
  }
  return response;
}

const file = (body: UploadBody, headers = {}) =>
  send('/v1/batches', { 'content-type': 'text/csv', ...headers }, body);
const single = (body: string, headers = {}) =>
  send('/v1/scores', { 'content-type': 'application/json', ...headers }, body);

async function sendEverything(): Promise<void> {
  const key = { 'idempotency-key': `${canary}-key` };
  await file(goodFile, key);
  await file(goodFile, key);
  await file(`${goodFile}${values(6)}\n`, key);
  const form = new FormData();
  form.append(`${canary}-field`, `${canary}-value`);
  form.append('file', new Blob([goodFile]), `${canary}.csv`);
  await send('/v1/batches', {}, form);

  // Files without a header: their first row must not be taken for column names.
  await file(values(1));
  await file(`${values(1)},${canary}\n`);
  await file(values(1).replaceAll(',', ';'));
  await file(values(1).replaceAll(',', '\t'));
  await file(`${canary} ${canary} ${canary}\n${canary}\n`);
  await file(`${goodFile}"${canary}`);
  await file(`${goodFile}${canary.repeat(2_000)}\n`);
  await file(Buffer.from(`${goodFile}${canary}\0${canary}`));
  await file(Buffer.from(`\ufeff${goodFile}`, 'utf16le'));
  await file(`${goodFile}${`${values(7)}\n`.repeat(200)}`);
  await file(`${goodFile}${canary}\n${canary},${canary}\n,1,2,3,4\n`);
  await send(
    '/v1/batches',
    { 'content-type': `multipart/form-data; boundary=${canary}` },
    `--${canary}\r\n${canary}`,
  );
  await send('/v1/batches', { 'content-type': `application/${canary}` }, canary);
  await send(`/v1/batches?model=${canary.toUpperCase()}!`, { 'content-type': 'text/csv' }, goodFile);

  await single(JSON.stringify({ KEY: canary, HEIGHT: canary, COLOUR: canary, NOTE: canary }), {
    prefer: 'wait=5',
  });
  await single(`{"KEY":"${canary}`);
  await single(`{"KEY":${canary}}`);
  await single(`"${canary}"`);
  await single(JSON.stringify({ KEY: [canary], HEIGHT: { value: canary } }));
  await single(JSON.stringify({ NOTE: canary.repeat(200) }));
  await single(JSON.stringify({ NOTE: canary, UNKNOWN: canary }));
  await single(`{"__proto__":{"KEY":"${canary}"}}`);
  await single(JSON.stringify({ NOTE: canary.repeat(50_000) }));

  const head = { 'content-type': 'text/csv', 'content-length': '90000' };
  const stalled = await RawRequest.post(`${api.url}/v1/batches?note=${canary}`, head);
  await stalled.write(goodFile);
  problems.push(JSON.stringify((await stalled.answer()).body));
  const broken = await RawRequest.post(`${api.url}/v1/batches`, head);
  await broken.write(goodFile);
  broken.breakOff();
  const garbage = await RawRequest.post(`${api.url}/v1/scores`, { [`${canary} name`]: canary });
  problems.push(JSON.stringify((await garbage.answer()).body));
  await fetch(`${api.url}/${canary}?${canary}=${canary}`, { headers: { [canary]: canary } });
  await fetch(`${api.url}/v1/batches/${canary}`);
}

async function sendWhileRedisIsAway(): Promise<void> {
  const head = { 'content-type': 'text/csv', 'content-length': '90000' };
  const request = await RawRequest.post(`${api.url}/v1/batches`, head);
  await request.write(goodFile);
  await api.redisServer.kill();
  await request.write(goodFile);
  problems.push(JSON.stringify((await request.answer()).body));
  await file(goodFile);
  await single(JSON.stringify({ KEY: canary }));
  await api.redisServer.restart();
  await waitUntil(async () => (await single(JSON.stringify({ KEY: canary }))).status === 202, {
    what: 'Redis',
  });
  await file(goodFile);
}

describe('an applicant value', () => {
  it('stands in no line that the api writes', () => {
    expect(api.process.output.split('\n').length).toBeGreaterThan(40);
    expect(api.process.output.split('\n').filter((line) => line.includes(canary))).toEqual([]);
  });

  it('stands in no problem body', () => {
    expect(problems.length).toBeGreaterThan(20);
    expect(problems.filter((body) => body.includes(canary))).toEqual([]);
  });

  it('stands in no Redis key name', () => {
    expect(stored.size).toBeGreaterThan(20);
    expect([...stored.keys()].filter((key) => key.includes(canary))).toEqual([]);
  });

  it('stands in no job and in no event of the queues', () => {
    const queued = [...stored].filter(([key]) => key.startsWith(queuePrefix));
    expect(queued.map(([, content]) => content).join('\n')).toContain('batchId');
    expect(queued.filter(([, content]) => content.includes(canary))).toEqual([]);
  });

  it('stands in Redis only among the results: ids of scored rows and of scores, and file names', () => {
    const isIds = (key: string) => /^bora:\{.*\}:ids:\d+$/.test(key);
    const withoutResults = (content: string) => content.replaceAll(/"(fileName|applicantId)":"[^"]*"/g, '');
    const found = [...stored].filter(
      ([key, content]) => !isIds(key) && withoutResults(content).includes(canary),
    );
    expect(found.map(([key]) => key)).toEqual([]);
  });
});

async function everythingInRedis(): Promise<Map<string, string>> {
  const keys = await api.redis.keys('*');
  return new Map(await Promise.all(keys.map(async (key) => [key, await contentOf(key)] as const)));
}

async function contentOf(key: string): Promise<string> {
  switch (await api.redis.type(key)) {
    case 'hash':
      return JSON.stringify(await api.redis.hgetall(key));
    case 'list':
      return JSON.stringify(await api.redis.lrange(key, 0, -1));
    case 'zset':
      return JSON.stringify(await api.redis.zrange(key, '0', '-1'));
    case 'set':
      return JSON.stringify(await api.redis.smembers(key));
    case 'stream':
      return JSON.stringify(await api.redis.xrange(key, '-', '+'));
    default:
      return (await api.redis.get(key)) ?? '';
  }
}
