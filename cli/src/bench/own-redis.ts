import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { CliError } from '../terminal/cli-error.ts';
import { freePort } from './free-port.ts';
import { type ServiceProcess, startService } from './service-process.ts';

export interface OwnRedis {
  readonly url: string;
  readonly process: ServiceProcess;
}

const startTimeoutMs = 20_000;

/** Starts a Redis with the settings of production: append-only file synced every second, nothing evicted. */
export async function startOwnRedis(name: string, folder: string, logsFolder: string): Promise<OwnRedis> {
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    'maxmemory-policy': 'noeviction',
    'hash-max-listpack-entries': '512',
  };
  const args = Object.entries(settings).flatMap(([setting, value]) => [`--${setting}`, value]);
  const server = startService(name, ['redis-server', ...args], { environment: process.env, logsFolder });
  const url = `redis://127.0.0.1:${port}`;
  await Promise.race([untilReady(url), server.failure]);
  return { url, process: server };
}

async function untilReady(url: string): Promise<void> {
  const giveUpAtMs = Date.now() + startTimeoutMs;
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  redis.on('error', () => {});
  try {
    while (Date.now() < giveUpAtMs) {
      const answer = await Promise.race([redis.ping().catch(() => ''), pause(1_000)]);
      if (answer === 'PONG') return;
    }
    throw new CliError('redis-server did not answer within 20 seconds: see whether it runs by itself.');
  } finally {
    redis.disconnect();
  }
}
