import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settleBatch } from '@bora/batch-store';
import { Problem, redisKeys } from '@bora/contracts';
import { repositoryRoot, waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badUploads, newestBatch, type Outcome, sendCsv } from './support/bad-uploads.ts';
import { inventedCsv } from './support/invented-schema.ts';
import { leftovers, storedChunks } from './support/leftovers.ts';
import { RawRequest } from './support/raw-request.ts';
import { type RunningApi, startApi } from './support/running-api.ts';

let api: RunningApi;
let bad: Record<string, () => Promise<Outcome>>;

beforeAll(async () => {
  api = await startApi({
    UPLOAD_MAX_MB: '1',
    UPLOAD_MAX_ROWS: '60000',
    UPLOAD_IDLE_TIMEOUT_MS: '700',
    RECORD_MAX_KB: '64',
    CHUNK_ROWS: '100',
  });
  bad = badUploads(api.url);
});
afterAll(() => api.close());

/** What the worker's reconciler does; a batch that had not ended would stay active. */
async function settleEnded({ redis }: RunningApi): Promise<void> {
  for (const id of await redis.zrange(redisKeys.activeBatches, '0', '-1'))
    await settleBatch(redis, id, 3_600);
}

interface WrittenOutcome {
  readonly name: string;
  readonly status: string;
  readonly code: string;
  readonly batch: string;
}

/** Case, what is sent, status, code, batch. */
const outcomeRow = /^\|\s*([a-z0-9-]+)\s*\|[^|]+\|\s*(\d+|–)\s*\|\s*`([a-z-]+)`\s*\|\s*(failed|none)\s*\|$/gm;

function writtenOutcomes(): WrittenOutcome[] {
  const readme = readFileSync(join(repositoryRoot, 'services/api/README.md'), 'utf8');
  return [...readme.matchAll(outcomeRow)].map(([, name = '', status = '', code = '', batch = '']) => ({
    name,
    status,
    code,
    batch,
  }));
}

describe('an upload that is bad', () => {
  it('has its outcome written down, and each that is written down is tested', () => {
    expect(writtenOutcomes().map(({ name }) => name)).toEqual(Object.keys(bad));
  });

  it.each(writtenOutcomes())('$name: $status $code, batch $batch, nothing left', async (written) => {
    const before = await newestBatch(api.url);
    const outcome = await bad[written.name]!();

    if (written.status !== '–') {
      const problem = Problem.parse(outcome.body);
      expect({ status: outcome.status, code: problem.code }).toEqual({
        status: Number(written.status),
        code: written.code,
      });
      expect(problem.requestId).toMatch(/^[0-9a-f-]{36}$/);
    }
    if (written.batch === 'none') {
      expect((await newestBatch(api.url))?.id).toBe(before?.id);
    } else {
      const batch = await waitUntil(
        async () => {
          const newest = await newestBatch(api.url);
          return newest?.id !== before?.id && newest?.state === 'failed' ? newest : undefined;
        },
        { what: 'the batch to fail' },
      );
      expect(batch?.failure?.code).toBe(written.code);
      expect(batch?.endedAt).not.toBeNull();
    }
    expect(await leftovers(api)).toEqual([]);
    await settleEnded(api);
    expect(await api.redis.zcard(redisKeys.activeBatches)).toBe(0);
  });

  it('answers with the names of the columns concerned', async () => {
    const { body } = await bad['unknown-column']!();
    expect(Problem.parse(body).fields).toEqual(['EXTRA']);
  });

  it('answers with all that is wrong with a header at once', async () => {
    const { body } = await sendCsv(api.url, 'KEY,SIZE,COLOUR,WINDY,WINDY\n1,2,R,Y,N\n');
    const { code, detail, fields } = Problem.parse(body);
    expect({ code, fields }).toEqual({
      code: 'file-unknown-columns',
      fields: ['SIZE', 'WINDY', 'WINDY', 'HEIGHT'],
    });
    expect(detail).toMatch(/no variable for these columns: SIZE.*not clear.*WINDY, WINDY.*missing: HEIGHT/);
  });

  it('answers to a workbook of the old Excel format what to save it as', async () => {
    const { body } = await bad['workbook-old']!();
    expect(Problem.parse(body).detail).toMatch(
      /old Excel format \(\.xls\).* save it as \.xlsx, or as CSV UTF-8/,
    );
  });

  it('answers with the line of the record concerned', async () => {
    const { body } = await bad['mis-quoted']!();
    expect(Problem.parse(body).line).toBe(252);
  });

  it('that is cancelled while it comes is answered 409, and leaves nothing', async () => {
    const body = inventedCsv(1_000);
    const head = { 'content-type': 'text/csv', 'content-length': String(body.length) };
    const request = await RawRequest.post(`${api.url}/v1/batches`, head);
    await request.write(body.slice(0, 20_000));
    await waitUntil(async () => (await storedChunks(api)).length > 0, {
      what: 'a first chunk',
    });
    const batch = await newestBatch(api.url);
    const cancelled = await fetch(`${api.url}/v1/batches/${batch?.id}`, { method: 'DELETE' });
    expect(cancelled.status).toBe(200);
    await request.write(body.slice(20_000));
    const answer = await request.answer();
    expect([answer.status, answer.body.code]).toEqual([409, 'batch-ended']);
    expect((await newestBatch(api.url))?.state).toBe('cancelled');
    expect(await leftovers(api)).toEqual([]);
  });

  it('does not stop the api from taking the next one', async () => {
    expect((await sendCsv(api.url, inventedCsv(10))).status).toBe(202);
  });
});
