import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createPayloadCipher, keepWhatIfOutcome } from '@bora/batch-store';
import {
  type Application,
  ApplicationSchema,
  BatchRow,
  type Counterfactual,
  queuePrefix,
  RowWhatIf,
  redisKeys,
  Score,
  ScoreWhatIf,
} from '@bora/contracts';
import { repositoryRoot } from '@bora/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { acceptedBatch, completed } from './src/client.ts';
import { type Platform, startPlatform } from './src/platform.ts';

/** A problem, a page of scores, or whatever a test parses more closely. */
const Body = z.looseObject({
  code: z.string().optional(),
  scores: z.array(z.looseObject({ row: z.int() })).optional(),
});
let platform: Platform;
let schema: ApplicationSchema;
let sample: string[];
let redis: Redis;

beforeAll(async () => {
  platform = await startPlatform({ env: { LOG_LEVEL: 'debug' } });
  redis = new Redis(platform.redis.url);
  const models = join(repositoryRoot, 'models/pakdd2010');
  const { version } = JSON.parse(await readFile(join(models, 'champion.json'), 'utf8'));
  const text = await readFile(join(models, version, 'schema.json'), 'utf8');
  schema = ApplicationSchema.parse(JSON.parse(text));
  sample = (await readFile(join(repositoryRoot, 'data/sample-applicants.csv'), 'utf8')).trim().split('\n');
});
afterAll(async () => {
  redis.disconnect();
  await platform.stop();
});

async function get(path: string, prefer?: string) {
  const response = await fetch(`${platform.url}${path}`, prefer ? { headers: { prefer } } : {});
  return { status: response.status, body: Body.parse(await response.json()) };
}

async function score(application: Application, query = ''): Promise<Score> {
  const response = await fetch(`${platform.url}/v1/scores${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'wait=20' },
    body: JSON.stringify(application),
  });
  return Score.parse(await response.json());
}

function uploadedSample(rows: number) {
  return acceptedBatch(platform.url, Buffer.from(sample.slice(0, rows + 1).join('\n')));
}

function withChanges(given: Application, { changes }: Counterfactual): Application {
  return { ...given, ...Object.fromEntries(changes.map(({ variable, to }) => [variable, to])) };
}

/** An application of the sample with this decision, as JSON. */
async function sampleWith(decision: string, query = ''): Promise<{ given: Application; scored: Score }> {
  const names = sample[0]!.split(',');
  for (const line of sample.slice(1, 60)) {
    const given = Object.fromEntries(line.split(',').map((value, field) => [names[field]!, value]));
    const scored = await score(given, query);
    if (scored.decision === decision) return { given, scored };
  }
  throw new Error(`no row of the sample is ${decision}`);
}

async function putPolicy(name: string, rules: unknown[]): Promise<void> {
  const response = await fetch(`${platform.url}/v1/policies/${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ approveBelow: 0.2, declineFrom: 0.3, rules }),
  });
  expect(response.status).toBe(201);
}

test('every change named, posted as an application, gets exactly the decision and PD that were promised', async () => {
  const batch = await uploadedSample(40);
  await completed(platform.url, batch.id);
  const better = ['approve', 'refer', 'decline'];
  let found = 0;
  for (let row = 1; row <= 40; row += 1) {
    const path = `/v1/batches/${batch.id}/rows/${row}`;
    const { body, status } = await get(`${path}/what-if`);
    expect(status).toBe(200);
    const answer = RowWhatIf.parse(body);
    const { values, score: before } = BatchRow.parse((await get(path)).body);
    expect(answer.from).toBe(before!.decision);
    if (!answer.found) {
      expect(answer.why).toBe(before!.decision === 'approve' ? 'already-approved' : 'none-within-bounds');
      continue;
    }
    for (const promised of [answer, ...answer.alternatives]) {
      found += 1;
      const after = await score(withChanges(values!, promised));
      expect(after.decision).toBe(promised.decision);
      expect(Math.abs(after.pd - promised.pd)).toBeLessThanOrEqual(1e-6);
      expect(after.score).toBe(promised.score);
      expect(better.indexOf(after.decision)).toBeLessThan(better.indexOf(answer.from));
      expect(after.warnings.filter((warning) => !before!.warnings.includes(warning))).toEqual([]);
      for (const { variable, from } of promised.changes) {
        const { changeable, sensitive } = schema.variables.find(({ name }) => name === variable)!;
        expect({ changeable, sensitive }).toEqual({ changeable: true, sensitive: undefined });
        expect(String(from ?? '')).toBe(values![variable]);
      }
    }
  }
  expect(found).toBeGreaterThan(5);
});

test('the same applicant gets the same answer alone and in a file', async () => {
  const { scored, given } = await sampleWith('refer');
  const alone = ScoreWhatIf.parse((await get(`/v1/scores/${scored.id}/what-if`)).body);
  const file = [Object.keys(given), Object.values(given)].map((fields) => fields.join(',')).join('\n');
  const batch = await acceptedBatch(platform.url, Buffer.from(file));
  await completed(platform.url, batch.id);
  const inFile = RowWhatIf.parse((await get(`/v1/batches/${batch.id}/rows/1/what-if`)).body);
  const { scoreId, ...answer } = alone;
  expect(inFile).toEqual({ batchId: batch.id, row: 1, ...answer });
  expect(scoreId).toBe(scored.id);
});

test('asking changes nothing about the score, and asking twice gets the same answer', async () => {
  const { scored } = await sampleWith('decline');
  const first = await get(`/v1/scores/${scored.id}/what-if`);
  expect((await get(`/v1/scores/${scored.id}`)).body).toMatchObject(scored);
  expect(await get(`/v1/scores/${scored.id}/what-if`)).toEqual(first);
});

test('a rule that no change gets past is named with its code', async () => {
  const age = schema.variables.find(({ sensitive }) => sensitive === 'age')!.name;
  const when = { kind: 'above', variable: age, value: 1 };
  const rule = { code: 'everybody', text: 'Everybody is declined', when, decision: 'decline' };
  await putPolicy('strict', [rule]);
  const { scored } = await sampleWith('decline', '?policy=strict/1');
  const { body } = await get(`/v1/scores/${scored.id}/what-if`);
  expect(ScoreWhatIf.parse(body)).toMatchObject({
    found: false,
    from: 'decline',
    to: 'refer',
    why: 'policy-rule',
    policyReason: { code: 'everybody', text: 'Everybody is declined' },
  });
});

test('an approved application has nothing better to reach, and needs no worker to know', async () => {
  const { scored } = await sampleWith('approve');
  const { status, body } = await get(`/v1/scores/${scored.id}/what-if`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ found: false, from: 'approve', to: null, why: 'already-approved' });
});

test('what is not there is refused by a code of its own', async () => {
  const unknown = '00000000-0000-4000-8000-000000000000';
  const codeOf = async (path: string) => {
    const { status, body } = await get(path);
    return [status, body.code];
  };
  expect(await codeOf(`/v1/scores/${unknown}/what-if`)).toEqual([404, 'score-not-found']);
  expect(await codeOf('/v1/scores/nobody/what-if')).toEqual([404, 'score-not-found']);
  expect(await codeOf(`/v1/batches/${unknown}/rows/1/what-if`)).toEqual([404, 'batch-not-found']);

  const { scored } = await sampleWith('decline');
  await redis.hdel(redisKeys.score(scored.id), 'payload');
  expect(await codeOf(`/v1/scores/${scored.id}/what-if`)).toEqual([410, 'values-gone']);
  await redis.hdel(redisKeys.score(scored.id), 'result');
  expect(await codeOf(`/v1/scores/${scored.id}/what-if`)).toEqual([409, 'not-scored']);

  const batch = await acceptedBatch(
    platform.url,
    Buffer.from(`${sample.slice(0, 60).join('\n')}\ntoo,short`),
  );
  await completed(platform.url, batch.id);
  const rows = `/v1/batches/${batch.id}/rows`;
  expect(await codeOf(`${rows}/61/what-if`)).toEqual([404, 'row-not-found']);
  expect(await codeOf(`${rows}/60/what-if`)).toEqual([409, 'not-scored']);
  await rm(join(platform.folder, 'uploads'), { recursive: true });
  const { body } = await get(`/v1/batches/${batch.id}/scores?decision=decline`);
  expect(await codeOf(`${rows}/${body.scores![0]!.row}/what-if`)).toEqual([410, 'values-gone']);
});

test('who does not wait is told to ask again, and then gets the answer', async () => {
  const { scored } = await sampleWith('refer');
  const path = `/v1/scores/${scored.id}/what-if`;
  const { pid } = platform.workers[0]!;
  process.kill(pid, 'SIGSTOP');
  expect(await get(path, 'wait=0')).toEqual({ status: 202, body: { state: 'queued' } });
  process.kill(pid, 'SIGCONT');
  expect((await get(path)).status).toBe(200);
});

test('where the workers failed it is said so, and the question can be asked anew', async () => {
  const { scored } = await sampleWith('refer');
  const cipher = createPayloadCipher(Buffer.from('7'.repeat(64), 'hex'));
  await keepWhatIfOutcome(redis, cipher, scored.id, { failure: 'inference-thread-died' });
  const failed = await get(`/v1/scores/${scored.id}/what-if`);
  expect([failed.status, failed.body.code]).toEqual([503, 'what-if-failed']);
  expect((await get(`/v1/scores/${scored.id}/what-if`)).status).toBe(200);
});

test('questions, answers and jobs in Redis hold no value in the clear, and expire', async () => {
  const secret = 'KANARIENVOGEL';
  const { given } = await sampleWith('decline');
  const id = schema.variables.find(({ kind }) => kind === 'id')!.name;
  const scored = await score({ ...given, [id]: secret });
  expect((await get(`/v1/scores/${scored.id}/what-if`)).status).toBe(200);
  for (const key of [redisKeys.whatIfQuestion(scored.id), redisKeys.whatIfOutcome(scored.id)]) {
    const bytes = (await redis.getBuffer(key))!.toString('latin1');
    expect(bytes).not.toContain(secret);
    expect(bytes).not.toContain('changes');
    expect(await redis.ttl(key)).toBeGreaterThan(0);
  }
  for (const event of await redis.xrange(`${queuePrefix}:what-ifs:events`, '-', '+')) {
    expect(JSON.stringify(event)).not.toContain(secret);
  }
  expect(platform.workers[0]!.output + platform.api.output).not.toContain(secret);
});
