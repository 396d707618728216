import {
  Batch,
  BatchList,
  BatchRejects,
  BatchRow,
  BatchScores,
  Problem,
  type RowScore,
} from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedHeader, inventedLine } from './support/invented-schema.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { bodyOf, search } from './support/search.ts';
import { fixedRecord, startSimulatedWorker } from './support/simulated-worker.ts';

const rows = 1_730;
/** Rows that a worker rejects, by row. */
const badLines = new Map([
  [5, 'too,few'],
  [700, ',1,R,Y,no id'],
]);
/** Ids that a spreadsheet would take for formulas. */
const hostileIds = new Map([
  [2, '=cmd()'],
  [3, '@sum'],
  [4, '-7'],
  [6, '"a ""quoted"", id"'],
  [8, '+1+1'],
]);

let api: RunningApi;
let worker: { close(): Promise<void> };
let batch: Batch;

beforeAll(async () => {
  api = await startApi({ CHUNK_ROWS: '333' });
  const lines = Array.from({ length: rows }, (_, index) => {
    const row = index + 1;
    const hostile = hostileIds.get(row);
    return badLines.get(row) ?? (hostile ? `${hostile},1,R,Y,n` : inventedLine(row));
  });
  const body = `${inventedHeader}\n${lines.join('\n')}\n`;
  const posted = await post(body);
  expect(await get(`/v1/batches/${posted.id}/rows/1`)).toMatchObject({ score: null, reject: null });
  worker = startSimulatedWorker(api.redisServer.url, api.cipher);
  batch = await completed(posted.id);
});
afterAll(async () => {
  await worker.close();
  await api.close();
});

async function post(body: string): Promise<Batch> {
  const headers = { 'content-type': 'text/csv' };
  const response = await fetch(`${api.url}/v1/batches`, { method: 'POST', headers, body });
  return Batch.parse(await response.json());
}

async function get(path: string): Promise<unknown> {
  const response = await fetch(`${api.url}${path}`);
  expect(response.status).toBe(200);
  return response.json();
}

async function completed(id: string): Promise<Batch> {
  const done = await waitUntil(
    async () => {
      const found = Batch.parse(await get(`/v1/batches/${id}`));
      return found.state === 'completed' ? found : undefined;
    },
    { what: 'the batch to complete' },
  );
  return done!;
}

async function page(query: string): Promise<BatchScores> {
  const found = await search(`${api.url}/v1/batches/${batch.id}/scores/search`, bodyOf(query));
  return BatchScores.parse(await found.json());
}

const scoredRows = Array.from({ length: rows }, (_, index) => index + 1).filter((row) => !badLines.has(row));

describe('a batch', () => {
  it('adds up when it is complete', () => {
    expect(batch).toMatchObject({ rows, rowsScored: rows - 2, rowsRejected: 2, secondsLeft: null });
    expect(batch.summary.approve + batch.summary.refer + batch.summary.decline).toBe(rows - 2);
    expect(batch.summary.scoreHistogram.reduce((sum, bin) => sum + bin.rows, 0)).toBe(rows - 2);
    expect(batch.rowsPerSecond).toBeGreaterThan(0);
    expect(batch.endedAt).not.toBeNull();
  });
});

describe('pages of scores', () => {
  it('in the order of the file hold every scored row once', async () => {
    const pages = await Promise.all([0, 600, 1200].map((offset) => page(`offset=${offset}&limit=600`)));
    expect(pages.map(({ total }) => total)).toEqual([rows - 2, rows - 2, rows - 2]);
    expect(pages.flatMap(({ scores }) => scores.map(({ row }) => row))).toEqual(scoredRows);
  });

  const orders: Record<string, (left: RowScore, right: RowScore) => number> = {
    pd: (left, right) => left.pd - right.pd || left.row - right.row,
    '-pd': (left, right) => right.pd - left.pd || left.row - right.row,
    score: (left, right) => left.score - right.score || left.row - right.row,
    '-score': (left, right) => right.score - left.score || left.row - right.row,
  };
  it.each(Object.entries(orders))('sorted by %s are the pages of the sorted whole', async (sort, compare) => {
    const whole = (
      await Promise.all([0, 1_000].map((offset) => page(`offset=${offset}&limit=1000`)))
    ).flatMap(({ scores }) => scores);
    const expected = whole.sort(compare).map(({ row }) => row);
    const pages = await Promise.all(
      [0, 700, 1_400].map((offset) => page(`sort=${sort}&offset=${offset}&limit=700`)),
    );
    expect(pages.flatMap(({ scores }) => scores.map(({ row }) => row))).toEqual(expected);
  });

  it('of one decision hold only its rows', async () => {
    const { total, scores } = await page('decision=refer&limit=1000');
    expect(total).toBe(batch.summary.refer);
    expect(scores.map(({ row }) => row)).toEqual(
      scoredRows.filter((row) => fixedRecord(row).decision === 'refer'),
    );
  });

  it.each([
    ['warning=out-of-bounds', (row: number) => row % 10 === 0],
    ['reason=COLOUR', () => true],
    ['reason=HEIGHT', () => false],
    [
      'scoreFrom=500&scoreTo=600',
      (row: number) => fixedRecord(row).score >= 500 && fixedRecord(row).score <= 600,
    ],
    ['applicant=D-17', (row: number) => !hostileIds.has(row) && String(row).startsWith('17')],
    [
      'decision=approve&warning=out-of-bounds',
      (row: number) => row % 10 === 0 && fixedRecord(row).decision === 'approve',
    ],
  ])('with %s hold exactly the rows that match', async (query, isMatch) => {
    const first = await page(`${query}&limit=1000`);
    const second = await page(`${query}&limit=1000&offset=1000`);
    const expected = scoredRows.filter(isMatch);
    expect(first.total).toBe(expected.length);
    expect([...first.scores, ...second.scores].map(({ row }) => row)).toEqual(expected);
  });

  it('by a reason that is no variable are refused', async () => {
    const response = await fetch(`${api.url}/v1/batches/${batch.id}/scores?reason=NOBODY`);
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([400, 'bad-request']);
  });

  it('after the last row are empty', async () => {
    expect((await page('offset=5000')).scores).toEqual([]);
    expect((await page('offset=5000&sort=pd')).scores).toEqual([]);
  });

  it('say everything of a score', async () => {
    const [tenth] = (await page('offset=8&limit=1')).scores;
    expect(tenth).toMatchObject({
      row: 10,
      applicantId: 'id-10',
      pd: fixedRecord(10).pd,
      score: fixedRecord(10).score,
      reasons: [{ code: 'colour', variable: 'COLOUR', text: 'Colour, and more', points: -3.2 }],
      policyReason: null,
      warnings: ['out-of-bounds'],
      model: { name: 'invented', version: 'v1' },
      policy: { name: 'default', version: 1 },
    });
  });
});

describe('pages of rejects', () => {
  it('hold the rejected rows in the order of the file', async () => {
    const read = async (query: string) =>
      BatchRejects.parse(await get(`/v1/batches/${batch.id}/rejects?${query}`));
    const all = await read('');
    expect([all.total, all.rejects.map(({ row }) => row)]).toEqual([2, [5, 700]]);
    expect((await read('limit=1')).rejects.map(({ row }) => row)).toEqual([5]);
    expect((await read('limit=1&offset=1')).rejects.map(({ row }) => row)).toEqual([700]);
    expect((await read('offset=2')).rejects).toEqual([]);
  });
});

describe('one row', () => {
  it('shows the values that were given and the score', async () => {
    const { values, score, reject } = BatchRow.parse(await get(`/v1/batches/${batch.id}/rows/1000`));
    expect(values).toEqual({ KEY: 'id-1000', HEIGHT: '100', COLOUR: 'R', WINDY: 'N', NOTE: 'note 1000' });
    expect(score).toMatchObject({ row: 1000, applicantId: 'id-1000', pd: fixedRecord(1000).pd });
    expect(reject).toBeNull();
  });

  it('shows why it was rejected', async () => {
    const row = BatchRow.parse(await get(`/v1/batches/${batch.id}/rows/700`));
    expect(row.score).toBeNull();
    expect(row.reject).toMatchObject({ row: 700, line: 701, code: 'missing-id', column: 'Key' });
    expect(row.values).toMatchObject({ KEY: '', NOTE: 'no id' });
  });

  it('that the batch does not have is not found', async () => {
    const response = await fetch(`${api.url}/v1/batches/${batch.id}/rows/${rows + 1}`);
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([404, 'row-not-found']);
  });
});

describe('the rejected rows', () => {
  it('come as they stood in the file, under its header, and can be corrected and sent again', async () => {
    const response = await fetch(`${api.url}/v1/batches/${batch.id}/rejected-rows`);
    expect(response.headers.get('content-disposition')).toContain('.csv"');
    const text = await response.text();
    expect(text).toBe(`${inventedHeader}\n${[...badLines.values()].join('\n')}\n`);
    const corrected = text.replace('too,few', 'mended,1,R,Y,n').replace('\n,1,R', '\nnamed,1,R');
    const again = await completed((await post(corrected)).id);
    expect(again).toMatchObject({ rowsScored: 2, rowsRejected: 0 });
  });
});

describe('exports', () => {
  async function csv(name: string): Promise<{ lines: string[]; headers: Headers }> {
    const response = await fetch(`${api.url}/v1/batches/${batch.id}/${name}`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const text = await response.text();
    expect(text.endsWith('\n')).toBe(true);
    return { lines: text.slice(0, -1).split('\n'), headers: response.headers };
  }

  it('hold a line for every scored row, in order', async () => {
    const { lines, headers } = await csv('scores.csv');
    expect(lines[0]).toBe(
      'row,applicantId,pd,score,decision,reasons,warnings,model,policy,overriddenTo,overriddenBy,overriddenAt',
    );
    expect(lines.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(scoredRows);
    const { pd, score, decision } = fixedRecord(10);
    expect(lines[9]).toBe(
      `10,id-10,${pd},${score},${decision},"Colour, and more",out-of-bounds,invented/v1,default/1,,,`,
    );
    expect(headers.get('bora-batch-state')).toBe('completed');
    expect(headers.get('bora-rows-waiting')).toBe('0');
  });

  it('hold no cell that a spreadsheet would run, and leave numbers alone', async () => {
    const { lines } = await csv('scores.csv');
    expect(lines[2]).toMatch(/^2,'=cmd\(\),/);
    expect(lines[3]).toMatch(/^3,'@sum,/);
    expect(lines[4]).toMatch(/^4,-7,/);
    expect(lines[5]).toMatch(/^6,"a ""quoted"", id",/);
    expect(lines[7]).toMatch(/^8,'\+1\+1,/);
  });

  it('hold a line for every rejected row', async () => {
    const { lines } = await csv('rejects.csv');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe('row,line,code,column,given,allowed');
    expect(lines[1]).toBe('5,6,wrong-field-count,,2,5 fields');
    expect(lines[2]).toBe('700,701,missing-id,Key,,any text that is not empty');
  });
});

describe('cancelling', () => {
  it('a batch that has ended is refused', async () => {
    const response = await fetch(`${api.url}/v1/batches/${batch.id}`, { method: 'DELETE' });
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([409, 'batch-ended']);
  });

  it('a running batch keeps the rows that were scored before readable', async () => {
    await worker.close();
    const running = await post(`${inventedHeader}\n${inventedLine(1)}\n`);
    const response = await fetch(`${api.url}/v1/batches/${running.id}`, { method: 'DELETE' });
    expect(Batch.parse(await response.json())).toMatchObject({ state: 'cancelled', failure: null });
    expect(await api.redis.keys(`bora:{${running.id}}:chunk:*`)).toEqual([]);
    expect(await get(`/v1/batches/${running.id}/scores`)).toMatchObject({ total: 0 });
    const csv = await fetch(`${api.url}/v1/batches/${running.id}/scores.csv`);
    expect(csv.headers.get('bora-batch-state')).toBe('cancelled');
    expect(csv.headers.get('bora-rows-waiting')).toBe('1');
  });
});

describe('the list of batches', () => {
  it('pages through all of them, newest first, none twice', async () => {
    const posted = await Promise.all(
      [1, 2, 3, 4, 5].map(() => post(`${inventedHeader}\n${inventedLine(1)}\n`)),
    );
    const seen: Batch[] = [];
    let query = 'limit=2';
    for (;;) {
      const { batches, nextCursor } = BatchList.parse(await get(`/v1/batches?${query}`));
      seen.push(...batches);
      if (nextCursor === null) break;
      query = `limit=2&cursor=${nextCursor}`;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.map(({ id }) => id)).toEqual(expect.arrayContaining(posted.map(({ id }) => id)));
    const times = seen.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
  });
});

describe('an id that nobody knows', () => {
  const ids = [
    "1' OR '1'='1",
    '00000000-0000-4000-8000-000000000000',
    '*',
    '../../etc/passwd',
    '{bora}:chunks:meta',
    'x'.repeat(250),
  ];
  it.each(ids)('%s is not found', async (id) => {
    for (const path of ['', '/scores', '/scores.csv', '/rejects.csv', '/rows/1']) {
      const response = await fetch(`${api.url}/v1/batches/${encodeURIComponent(id)}${path}`);
      expect([response.status, Problem.parse(await response.json()).code]).toEqual([404, 'batch-not-found']);
    }
    const response = await fetch(`${api.url}/v1/scores/${encodeURIComponent(id)}`);
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([404, 'score-not-found']);
  });
});
