import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freePort, type S3Server, startS3 } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ObjectStore,
  ObjectStoreUnavailableError,
  openObjectStore,
  type S3Settings,
} from '../src/index.ts';
import { collect, listKeys } from './test-stores.ts';

const secretAccessKey = 'canary-of-the-secret';
let server: S3Server;
const opened: ObjectStore[] = [];

beforeAll(async () => {
  server = await startS3();
});
afterAll(async () => {
  for (const store of opened) await store.close();
  await server.close();
});

function open(location: string, settings: S3Settings): ObjectStore {
  const store = openObjectStore(location, settings);
  opened.push(store);
  return store;
}

async function failureOf(action: Promise<unknown>): Promise<ObjectStoreUnavailableError> {
  const failure = await action.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof ObjectStoreUnavailableError))
    throw new Error('not the named error', { cause: failure });
  expect(failure.code).toBe('object-store-unavailable');
  expect(JSON.stringify([failure.message, String(failure.cause)])).not.toContain(secretAccessKey);
  return failure;
}

test('S3 that nobody runs is named within five seconds, whatever is asked of it', async () => {
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const store = open('s3://bucket/prefix', { endpoint, accessKeyId: 'A', secretAccessKey });
  const began = performance.now();
  const failures = await Promise.all(
    [
      store.get('x'),
      store.open('x'),
      store.getRange('x', 0, 1),
      store.put('x', Buffer.from('x')),
      store.exists('x'),
      store.delete('x'),
      listKeys(store),
    ].map(failureOf),
  );
  expect(performance.now() - began).toBeLessThan(5_000);
  for (const { message } of failures)
    expect(message).toBe(
      `The object store s3://bucket/prefix cannot be used: ${endpoint.slice(7)} does not answer (ECONNREFUSED); ` +
        'check the endpoint, the network, and that the server runs.',
    );
});

test('an access key that S3 does not know is refused with what to check', async () => {
  const store = open(`s3://${server.bucket}`, {
    endpoint: server.endpoint,
    accessKeyId: 'UNKNOWN',
    secretAccessKey,
  });
  const { message } = await failureOf(store.get('x'));
  expect(message).toMatch(/answered InvalidAccessKeyId \(403\); check the access key/);
});

test('a bucket that does not exist is told from an object that does not', async () => {
  const store = open('s3://no-such-bucket', server);
  const actions = [store.get('x'), store.put('x', Buffer.from('x')), listKeys(store)];
  for (const { message } of await Promise.all(actions.map(failureOf)))
    expect(message).toMatch(/NoSuchBucket \(404\); create the bucket or correct its name/);
});

test('S3 that goes away in the middle of an upload is named', async () => {
  const leaving = await startS3();
  const store = open(`s3://${leaving.bucket}`, leaving);
  async function* body() {
    for (let piece = 0; piece < 24; piece += 1) {
      if (piece === 12) await leaving.close();
      yield Buffer.alloc(1024 * 1024, piece);
    }
  }
  expect((await failureOf(store.put('x', body()))).message).toMatch(/does not answer/);
});

test('a download that breaks off is an error, not a short object', async () => {
  const breaking = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (request) => {
      const head = 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n';
      if (request.toString().startsWith('HEAD')) socket.end(head);
      else socket.write(`${head}only this`, () => socket.destroy());
    });
  });
  const store = open('s3://bucket', { endpoint: await listen(breaking), accessKeyId: 'A', secretAccessKey });
  await failureOf(store.get('x'));
  await failureOf(store.getRange('x', 0, 500));
  await failureOf(store.open('x').then(collect));
  breaking.close();
});

async function listen(tcpServer: Server): Promise<string> {
  tcpServer.listen(0, '127.0.0.1');
  await once(tcpServer, 'listening');
  const address = tcpServer.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  return `http://127.0.0.1:${address.port}`;
}
