import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { Batch, BatchList } from '@bora/contracts';
import {
  freePort,
  registerPlatform,
  repositoryRoot,
  spawnProgram,
  type TemporaryDirectory,
  temporaryDirectory,
} from '@bora/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openPlatform, type Platform } from '../src/bench/platform.ts';
import { type Services, untilReady } from '../src/bench/services.ts';
import { runProgram } from '../src/program.ts';
import { memoryTerminal } from './memory-terminal.ts';

const sample = join(repositoryRoot, 'data/sample-applicants.csv');
const columns =
  'row,applicantId,pd,score,decision,reasons,warnings,model,policy,overriddenTo,overriddenBy,overriddenAt,decidedAt,confirmedBy';
const Report = z.object({
  batch: Batch,
  out: z.string(),
  rejects: z.string().nullable(),
  seconds: z.number(),
  rowsPerSecond: z.number(),
});

let platform: Platform;
let services: Services;
beforeAll(async () => {
  platform = await openPlatform();
  services = await platform.startServices();
  await untilReady(services, new AbortController().signal);
  registerPlatform({
    url: services.url.href,
    keyFile: join(platform.folder, 'local-key'),
    passwordFile: join(platform.folder, 'administrator-password'),
  });
});
afterAll(() => platform?.close());

let folder: TemporaryDirectory;
let out: string;
beforeEach(async () => {
  folder = await temporaryDirectory();
  out = join(folder.path, 'scores.csv');
});
afterEach(() => folder.remove());

async function score(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = memoryTerminal({ BORA_URL: services.url.href, BORA_API_KEY: services.key });
  const code = await runProgram(['score', ...args], terminal);
  return { code, out: terminal.out, err: terminal.err };
}

async function batchCount(): Promise<number> {
  const response = await fetch(new URL('v1/batches?limit=100', services.url));
  return BatchList.parse(await response.json()).batches.length;
}

/** A file of the sample's applicants, `times` over. */
async function repeatedSample(times: number): Promise<string> {
  const [header, ...lines] = (await readFile(sample, 'utf8')).trimEnd().split('\n');
  const path = join(folder.path, 'large.csv');
  await writeFile(path, `${header}\n${`${lines.join('\n')}\n`.repeat(times)}`);
  return path;
}

test('the sample gives one line for each of its 1,000 applicants, with exactly the columns that are promised', async () => {
  const { code, out: said, err } = await score(sample, '--out', out);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const [header, ...lines] = (await readFile(out, 'utf8')).trimEnd().split('\n');
  expect(header).toBe(columns);
  expect(lines.map((line) => line.split(',').slice(0, 2).join())).toEqual(
    Array.from({ length: 1_000 }, (_, index) => `${index + 1},SYN-${String(index + 1).padStart(6, '0')}`),
  );
  expect(said).toMatch(/^scored +1,000$/m);
  expect(said).toMatch(/^rejected +0$/m);
  expect(await readdir(folder.path)).toEqual(['scores.csv']);
});

test('rejected rows stand in a file beside the scores, which hold all others', async () => {
  const lines = (await readFile(sample, 'utf8')).split('\n').slice(0, 6);
  lines[3] = 'only,three,fields';
  const file = join(folder.path, 'five.csv');
  await writeFile(file, lines.join('\n'));
  const { code, out: said } = await score(file, '--out', out, '--json');
  expect(code).toBe(0);
  const report = Report.parse(JSON.parse(said));
  expect(report.rejects).toBe(join(folder.path, 'scores.rejects.csv'));
  expect(report.batch).toMatchObject({
    state: 'completed',
    rows: 5,
    rowsScored: 4,
    rowsRejected: 1,
    fileName: 'five.csv',
  });
  expect(await readFile(report.rejects!, 'utf8')).toMatch(
    /^row,line,code,column,given,allowed\n3,4,wrong-field-count,/,
  );
});

test('the same key scores the same file once', async () => {
  const before = await batchCount();
  const first = Report.parse(JSON.parse((await score(sample, '--out', out, '--key', 'k-1', '--json')).out));
  const second = Report.parse(JSON.parse((await score(sample, '--out', out, '--key', 'k-1', '--json')).out));
  expect(second.batch.id).toBe(first.batch.id);
  expect(await batchCount()).toBe(before + 1);
});

test('the same file under another key is scored again, with one line of warning that names the batch before it', async () => {
  const file = join(folder.path, 'six.csv');
  await writeFile(file, (await readFile(sample, 'utf8')).split('\n').slice(0, 7).join('\n'));
  const run = (...args: string[]) => score(file, '--out', out, '--json', ...args);
  const first = await run();
  expect(first.err).toBe('');
  const { id } = Report.parse(JSON.parse(first.out)).batch;
  const second = await run();
  expect(second.code).toBe(0);
  expect(second.err).toMatch(new RegExp(`^Warning: batch ${id} of .* is the same file, .*\n$`));
  expect(second.err.trimEnd()).not.toContain('\n');
  expect((await run('--trial')).err).toBe('');
});

test('an upload whose answer was lost is sent again and scored once', async () => {
  const before = await batchCount();
  const lossy = await losingFirstAnswer(services.url);
  try {
    const { code, out: said } = await score(sample, '--out', out, '--url', lossy.url, '--json');
    expect(code).toBe(0);
    expect(lossy.answersLost()).toBe(1);
    expect(Report.parse(JSON.parse(said)).batch.rowsScored).toBe(1_000);
    expect(await batchCount()).toBe(before + 1);
  } finally {
    lossy.close();
  }
});

test('Ctrl-C while it scores cancels the batch, says so and writes nothing', async () => {
  const file = await repeatedSample(200);
  const command = await spawnProgram('bora', {
    args: ['score', file, '--out', out, '--url', services.url.href],
    cwd: folder.path,
    env: { BORA_API_KEY: services.key! },
  });
  await untilScoring(services.url, 'large.csv');
  const { code } = await command.kill('SIGINT');
  expect(code).toBe(130);
  expect(command.stderr).toMatch(/Batch [0-9a-f-]+ is cancelled; [\d,]+ of its 200,000 rows had been scored/);
  expect(command.stdout).toBe('');
  expect(await readdir(folder.path)).toEqual(['large.csv']);
});

test('a file that cannot be scored is refused in the words of the api, and nothing is written', async () => {
  const file = join(folder.path, 'strange.csv');
  await writeFile(file, 'shoe,hat\n43,60\n');
  const { code, out: said, err } = await score(file, '--out', out);
  expect(code).toBe(1);
  expect(said).toBe('');
  expect(err).toMatch(/^bora: The file is not in a layout of this schema\. .*\n$/);
  expect(await readdir(folder.path)).toEqual(['strange.csv']);
});

test('a model that there is not is said by its name', async () => {
  const { code, err } = await score(sample, '--out', out, '--model', 'nobody');
  expect(code).toBe(1);
  expect(err).toMatch(/no model nobody/);
});

test('without a key the refusal says where there is one', async () => {
  const missing = join(folder.path, 'no-key');
  const terminal = memoryTerminal({ BORA_URL: services.url.href, LOCAL_KEY_FILE: missing });
  expect(await runProgram(['score', sample, '--out', out], terminal)).toBe(1);
  expect(terminal.err).toMatch(
    /^bora: This call needs a session or an API key\. .*\n.*set BORA_API_KEY;.*local-key\.\n$/,
  );
});

test('an api that does not run is said in one sentence, with how to start it', async () => {
  const { code, err } = await score(sample, '--out', out, '--url', `http://127.0.0.1:${await freePort()}`);
  expect(code).toBe(1);
  expect(err).toMatch(
    /^bora: No api answers at http:\S+: start it with `npm start` or with docker compose, .*\n$/,
  );
});

async function untilScoring(url: URL, fileName: string): Promise<void> {
  for (;;) {
    const response = await fetch(new URL('v1/batches?limit=1', url));
    const [newest] = BatchList.parse(await response.json()).batches;
    if (newest?.fileName === fileName && newest.state === 'scoring' && newest.rowsScored > 0) return;
  }
}

/** A connection to the api that breaks when the first answer to a POST comes back. */
async function losingFirstAnswer(
  target: URL,
): Promise<{ url: string; answersLost(): number; close(): void }> {
  let lost = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let isPost = false;
    client.on('data', (piece) => {
      isPost ||= piece.subarray(0, 5).toString() === 'POST ';
    });
    client.pipe(upstream);
    upstream.on('data', (piece) => {
      if (isPost && lost === 0) {
        lost += 1;
        client.resetAndDestroy();
        upstream.destroy();
      } else client.write(piece);
    });
    for (const socket of [client, upstream]) {
      socket.on('error', () => {});
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, answersLost: () => lost, close: () => server.close() };
}
