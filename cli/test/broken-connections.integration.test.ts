import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { PersonList } from '@bora/contracts';
import { repositoryRoot, spawnTypeScript, startProcess, temporaryDirectory } from '@bora/testing';
import { expect, onTestFinished, test } from 'vitest';
import { runProgram } from '../src/program.ts';
import { createApiClient } from '../src/score/api-client.ts';
import { ConnectionFailure } from '../src/score/api-failure.ts';
import { postFile } from '../src/score/post-file.ts';
import { rawBody } from '../src/score/upload-body.ts';
import { memoryTerminal } from './memory-terminal.ts';

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const never = new AbortController().signal;
const sentence = (url: string) =>
  new RegExp(`^bora: The connection to the api at ${url} broke \\(.+\\): .+\\n$`, 'm');

test('no call is left open by a server that drops every connection at once', {
  timeout: 20_000,
}, async () => {
  const url = new URL(await droppingServer());
  const api = createApiClient({ url, key: undefined });
  const file = rawBody(join(repositoryRoot, 'data/sample-applicants.csv'), 100);
  // Whether the connection ends before or after the request is sent is a race: both ways have to be met.
  for (let time = 0; time < 20; time += 1) {
    await expect(api.get('v1/people', PersonList, never)).rejects.toBeInstanceOf(ConnectionFailure);
    const posted = postFile(new URL('v1/batches', url), { key: undefined }, file, 'key', () => {}, never);
    await expect(posted).rejects.toBeInstanceOf(ConnectionFailure);
  }
});

test.each([
  [['audit', 'verify']],
  [['audit', 'export', '--out', 'trail.jsonl']],
  [['people', 'reset-administrator']],
])(
  'a server that drops every connection at once ends bora %j with a sentence that names its address',
  async (args) => {
    const folder = await temporaryDirectory();
    onTestFinished(() => folder.remove());
    const url = await droppingServer();
    // A process, because only the first connection of one was waited for without end; its source, which loads as people's does.
    const command = await spawnTypeScript(join(repositoryRoot, 'cli/src/main.ts'), {
      args: [...args, '--url', url],
      cwd: folder.path,
    });
    const { code } = await command.exited;
    expect({ code, stdout: command.stdout }).toEqual({ code: 1, stdout: '' });
    expect(command.stderr).toMatch(sentence(url));
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
  ['says nothing', ''],
  ['falls silent within its answer', `${head}content-length: 100\r\n\r\n{"people":[`],
])('a server that takes the connection and %s is given up', async (_way, answer) => {
  const url = await serverThat(answer, { closes: false });
  const api = createApiClient({ url: new URL(url), key: undefined }, 200);
  await expect(api.get('v1/people', PersonList, never)).rejects.toThrow(
    `The connection to the api at ${url} broke`,
  );
});

/** Drops every connection, from a process of its own: from this one it would come later, when the client has sent already. */
async function droppingServer(): Promise<string> {
  const listen = 'createServer((socket) => socket.destroy()).listen(0, "127.0.0.1", say)';
  const program = `const say = () => console.log("port " + server.address().port); const server = require("net").${listen}`;
  const server = await startProcess(process.execPath, ['-e', program]);
  onTestFinished(async () => void (await server.kill()));
  const [, port] = await server.waitForOutput(/port (\d+)/);
  return `http://127.0.0.1:${port}`;
}

/** Answers every request with `answer` and closes the connection, or stays silent from there on. */
async function serverThat(answer: string, { closes } = { closes: true }): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => (closes ? socket.end(answer) : socket.write(answer)));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
