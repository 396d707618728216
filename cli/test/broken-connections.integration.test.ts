import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { PersonList } from '@bora/contracts';
import { repositoryRoot, spawnProgram, temporaryDirectory } from '@bora/testing';
import { expect, onTestFinished, test } from 'vitest';
import { runProgram } from '../src/program.ts';
import { createApiClient } from '../src/score/api-client.ts';
import { memoryTerminal } from './memory-terminal.ts';

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const never = new AbortController().signal;
const sentence = (url: string) =>
  new RegExp(`^bora: The connection to the api at ${url} broke \\(.+\\): .+\\n$`, 'm');

test.concurrent.for([
  ['audit', 'verify'],
  ['audit', 'export', '--out', 'trail.jsonl'],
  ['people', 'reset-administrator'],
  ['score', join(repositoryRoot, 'data/sample-applicants.csv'), '--out', 'scores.csv'],
])(
  'a server that drops every connection at once ends `bora %s %s` with a sentence that names its address',
  async (args, context) => {
    const folder = await temporaryDirectory();
    context.onTestFinished(() => folder.remove());
    const url = await serverThat(undefined, { closes: true }, context);
    const command = await spawnProgram('bora', { args: [...args, '--url', url], cwd: folder.path });
    const { code } = await command.exited;
    context.expect({ code, stdout: command.stdout }).toEqual({ code: 1, stdout: '' });
    context.expect(command.stderr).toMatch(sentence(url));
  },
);

const waysToBreak: readonly [string, string][] = [
  ['closes without an answer', ''],
  ['closes after the head of its answer', `${head}content-length: 100\r\n\r\n`],
  ['answers half of what it announces', `${head}content-length: 100\r\n\r\n{"people":[`],
  ['breaks off in the middle of a chunk', `${head}transfer-encoding: chunked\r\n\r\n64\r\n{"people":[`],
  ['closes after half of a refusal', 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 100\r\n\r\n{"type'],
];

test.each(waysToBreak)(
  'a server that %s is said in a sentence that names its address',
  async (_way, answer) => {
    const folder = await temporaryDirectory();
    onTestFinished(() => folder.remove());
    const url = await serverThat(answer);
    const out = join(folder.path, 'trail.jsonl');
    for (const args of [
      ['audit', 'verify'],
      ['audit', 'export', '--out', out],
      ['people', 'reset-administrator'],
    ]) {
      const terminal = memoryTerminal();
      expect(await runProgram([...args, '--url', url], terminal)).toBe(1);
      expect(terminal.out).toBe('');
      expect(terminal.err).toMatch(sentence(url));
    }
  },
);

test('a body of unknown length that ends too early is no answer, and the sentence names the address', async () => {
  const url = await serverThat(`${head}connection: close\r\n\r\n{"people":[`);
  const terminal = memoryTerminal();
  expect(await runProgram(['people', 'reset-administrator', '--url', url], terminal)).toBe(1);
  expect(terminal.err).toMatch(new RegExp(`^bora: The api at ${url} answers in another form`));
});

test.each([
  ['says nothing', undefined],
  ['falls silent within its answer', `${head}content-length: 100\r\n\r\n{"people":[`],
])('a server that takes the connection and %s is given up', async (_way, answer) => {
  const url = await serverThat(answer, { closes: false });
  const api = createApiClient({ url: new URL(url), key: undefined }, 200);
  await expect(api.get('v1/people', PersonList, never)).rejects.toThrow(
    `The connection to the api at ${url} broke`,
  );
});

/** Answers every request with `answer` and closes the connection; without one it closes, or is silent, at once. */
async function serverThat(
  answer: string | undefined,
  { closes } = { closes: true },
  ends: { onTestFinished(end: () => void): void } = { onTestFinished },
): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (answer !== undefined) socket.once('data', () => (closes ? socket.end(answer) : socket.write(answer)));
    else if (closes) socket.destroy();
  }).listen(0, '127.0.0.1');
  ends.onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
