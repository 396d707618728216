import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort, repositoryRoot } from '@bora/testing';
// Outside of a test run nothing else lets its calls carry the key of the platform.
import '../../packages/testing/src/fetch-with-key.ts';
import { type Platform, startPlatform } from '../src/platform.ts';
import { type Prometheus, startPrometheus } from '../src/prometheus.ts';
import { createLoad, type Load } from './load.ts';

const usage = `node scripts/suite.mjs dashboard [options]

Runs a platform of its own, watched by a real Prometheus, and has it score files and single applications, simulate, segment,
lose its worker and lose Redis.

  --minutes N  how long, and how far back the picture looks (10)
  --out FILE   then photograph the dashboard of these minutes; without it everything goes on until Ctrl-C
`;
const token = 'metrics-of-the-dashboard'.padEnd(40, '7');
const say = (text: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);

async function main(minutes: number, out: string | undefined): Promise<void> {
  const workerPort = await freePort();
  const env = { METRICS_PORT: String(workerPort), METRICS_TOKEN: token };
  const platform = await startPlatform({ env });
  let prometheus: Prometheus | undefined;
  try {
    prometheus = await startPrometheus({ apiUrl: platform.url, workerPort, token });
    const load = await createLoad(platform);
    say(
      `Bora runs at ${platform.url}, Prometheus at ${prometheus.url}; the applicants are ${load.applicants}`,
    );
    await play(platform, load, out === undefined ? Number.POSITIVE_INFINITY : minutes);
    await photograph(prometheus.url, minutes, out!);
  } finally {
    await prometheus?.stop();
    await platform.stop();
  }
}

/** Rounds, with single applications beside them, for at least so many minutes; ends with whichever fails. */
async function play(platform: Platform, load: Load, minutes: number): Promise<void> {
  const end = new AbortController();
  const endsAt = Date.now() + minutes * 60_000;
  async function rounds(): Promise<void> {
    for (let round = 0; Date.now() < endsAt; round += 1) await playRound(platform, load, round);
  }
  await Promise.all([rounds().finally(() => end.abort()), load.scoreSingles(end.signal)]);
}

/** A minute and a half, and longer where something is lost. */
async function playRound(platform: Platform, load: Load, round: number): Promise<void> {
  for (let files = 0; files < 3; files += 1) {
    say('a file, twice at once');
    const ids = await Promise.all([load.acceptFile(), load.acceptFile()]);
    await Promise.all(ids.map((id) => load.scored(id)));
    await pause(10_000);
  }
  say('a simulation and a segmentation');
  await Promise.all([load.simulate(), load.segment()]);
  await pause(10_000);
  const id = await load.acceptFile();
  if (round % 6 === 1) await loseWorker(platform);
  if (round % 6 === 4) await loseRedis(platform);
  await load.scored(id);
}

async function loseWorker(platform: Platform): Promise<void> {
  say('the worker is killed');
  await platform.workers.at(-1)!.kill('SIGKILL');
  // Longer than `WorkerDown` waits.
  await pause(90_000);
  await platform.startWorker();
  say('another worker has started');
}

async function loseRedis(platform: Platform): Promise<void> {
  say('Redis is killed');
  await platform.redis.kill();
  await pause(25_000);
  await platform.redis.restart();
  say('Redis has started again');
}

async function photograph(prometheus: string, minutes: number, out: string): Promise<void> {
  const script = join(repositoryRoot, 'scripts/dashboard-preview.mjs');
  const args = [script, '--prometheus', prometheus, '--minutes', String(minutes), '--out', out];
  const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
  if (code !== 0) process.exitCode = 1;
}

// What was started ends with this process, which a signal would otherwise end without a word.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
try {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (!(Number(values.minutes) > 0)) throw new Error(`--minutes ${values.minutes} is no number of minutes`);
  if (values.help) console.log(usage);
  else await main(Number(values.minutes), values.out);
} catch (error) {
  process.stderr.write(`dashboard: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
