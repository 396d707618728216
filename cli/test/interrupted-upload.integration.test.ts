import { once } from 'node:events';
import { truncate, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryDirectory } from '@bora/testing';
import { expect, onTestFinished, test } from 'vitest';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const nothingScored = 'The upload was broken off; nothing of the file is scored.';

/** Scores a file at a server that never answers; Ctrl-C comes when `whenTo` is over. */
async function interrupted(fileBytes: number, whenTo: (request: IncomingMessage) => Promise<unknown>) {
  const folder = await temporaryDirectory();
  const file = join(folder.path, 'applicants.csv');
  await writeFile(file, 'x');
  await truncate(file, fileBytes);
  const terminal = memoryTerminal();
  let keys: unknown;
  const server = createServer(async (request) => {
    keys = request.headers['idempotency-key'];
    await whenTo(request);
    terminal.interrupt();
  }).listen(0, '127.0.0.1');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await folder.remove();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const code = await runProgram(['score', file, '--out', join(folder.path, 'x.csv'), '--url', url], terminal);
  return { code, err: terminal.err, key: String(keys), url };
}

test('Ctrl-C while bytes are still to be sent says that nothing is scored', async () => {
  const { code, err } = await interrupted(64 * 1024 * 1024, (request) => once(request, 'readable'));
  expect(code).toBe(130);
  expect(err).toContain(nothingScored);
});

test('Ctrl-C between the last byte and the answer says that the batch may go on, and how to meet it', async () => {
  const { code, err, key, url } = await interrupted(100_000, async (request) => {
    for await (const _piece of request);
  });
  expect(code).toBe(130);
  expect(err).not.toContain(nothingScored);
  expect(err).toContain(`may go on. The same command with --key ${key} follows it`);
  expect(err).toContain(`DELETE ${url}/v1/batches/<id> cancels it`);
});
