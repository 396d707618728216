import { Batch } from '@bora/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedHeader, inventedLine } from './support/invented-schema.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { startSimulatedWorker } from './support/simulated-worker.ts';

let api: RunningApi;

beforeAll(async () => {
  api = await startApi({ CHUNK_ROWS: '50' });
});
afterAll(() => api.close());

async function post(rows: number): Promise<Batch> {
  const lines = Array.from({ length: rows }, (_, index) => inventedLine(index + 1));
  const response = await fetch(`${api.url}/v1/batches`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: `${inventedHeader}\n${lines.join('\n')}\n`,
  });
  return Batch.parse(await response.json());
}

/** The batches of a stream's events, one after another. */
async function* eventsOf(response: Response): AsyncGenerator<Batch> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body!) {
    text += decoder.decode(bytes, { stream: true });
    const events = text.split('\n\n');
    text = events.pop()!;
    for (const event of events) {
      const [, data] = /^event: progress\ndata: (.+)$/.exec(event) ?? [];
      if (data !== undefined) yield Batch.parse(JSON.parse(data));
    }
  }
}

describe('the events of a batch', () => {
  it('tell the state at once, every change, and end with the batch', async () => {
    const { id } = await post(500);
    const response = await fetch(`${api.url}/v1/batches/${id}/events`);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const seen: Batch[] = [];
    let worker: { close(): Promise<void> } | undefined;
    for await (const batch of eventsOf(response)) {
      seen.push(batch);
      worker ??= startSimulatedWorker(api.redisServer.url, api.cipher);
    }
    await worker!.close();
    expect(seen[0]).toMatchObject({ state: 'scoring', rowsScored: 0 });
    expect(seen.at(-1)).toMatchObject({ state: 'completed', rowsScored: 500 });
    const counts = seen.map(({ rowsScored }) => rowsScored);
    expect(counts).toEqual([...counts].sort((left, right) => left - right));
  });

  it('end when the batch is cancelled', async () => {
    const { id } = await post(100);
    const response = await fetch(`${api.url}/v1/batches/${id}/events`);
    const states: string[] = [];
    for await (const { state } of eventsOf(response)) {
      states.push(state);
      if (states.length === 1) await fetch(`${api.url}/v1/batches/${id}`, { method: 'DELETE' });
    }
    expect(states).toEqual(['scoring', 'cancelled']);
  });

  it('are not found for a batch that nobody knows', async () => {
    expect((await fetch(`${api.url}/v1/batches/nobody/events`)).status).toBe(404);
  });

  it('end when the api ends, which they do not hold up', async () => {
    const { id } = await post(100);
    const response = await fetch(`${api.url}/v1/batches/${id}/events`);
    const reader = eventsOf(response);
    await reader.next();
    const began = performance.now();
    expect(await api.process.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await reader.next()).done).toBe(true);
  });
});
