import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApi, startApi } from './support/running-api.ts';

const requestsPerMinute = 20;
let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ RATE_LIMIT_LOOPBACK_PER_MINUTE: String(requestsPerMinute) });
});
afterAll(() => api?.close());

/** First line of the answer to a head that announces a body which never comes. */
function answerToHead(path: string, headers: readonly string[]): Promise<string> {
  const { hostname, port, host } = new URL(api.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.setTimeout(5_000, () => socket.destroy(new Error('no answer within five seconds')));
    socket.on('error', reject);
    socket.once('data', (bytes) => {
      resolve(bytes.toString().split('\r\n')[0]!);
      socket.destroy();
    });
    socket.write([`POST ${path} HTTP/1.1`, `host: ${host}`, ...headers, '', ''].join('\r\n'));
  });
}

test.each([
  ['application/json', 'transfer-encoding: chunked'],
  ['application/json', 'content-length: 900000'],
  ['text/plain', 'content-length: 900000'],
])('where nothing is, no body of %s is waited for (%s)', async (type, length) => {
  expect(await answerToHead('/nowhere', [`content-type: ${type}`, length])).toContain(' 404 ');
});

test('requests to addresses where nothing is are counted as all others are', async () => {
  const statuses = new Set<number>();
  for (let asked = 0; asked <= requestsPerMinute; asked += 1)
    statuses.add((await fetch(`${api.url}/nowhere`)).status);
  expect([...statuses]).toEqual([404, 429]);
});
