import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPayloadCipher, type PayloadCipher } from '@bora/batch-store';
import type { ModelReference } from '@bora/contracts';
import {
  type PostgresServer,
  type RedisServer,
  startRedis,
  temporaryDirectory,
  waitUntil,
} from '@bora/testing';
import { Redis } from 'ioredis';
import { storeVersions } from './model-versions.ts';
import { createDatabase, type RunDatabase } from './run-database.ts';
import type { Service } from './service.ts';
import { createServices, payloadKey } from './services.ts';
import { openStores, type StoreKind, type Stores } from './stores.ts';

/** The real thing, for one run: a Redis, a database, stores, an api and two workers, each a process. */
export interface Stage {
  readonly url: string;
  readonly redis: RedisServer;
  readonly postgres: PostgresServer;
  readonly database: RunDatabase;
  readonly stores: Stores;
  readonly api: Service;
  readonly workers: readonly Service[];
  readonly services: readonly Service[];
  /** Versions of one model; the first is the champion at the start. */
  readonly versions: readonly ModelReference[];
  /** A connection past every proxy, which waits for a Redis that is away. */
  readonly direct: Redis;
  readonly cipher: PayloadCipher;
  authorization(): Record<string, string>;
  /** Starts what is not running and restores every way. */
  healAll(): Promise<void>;
  /** Writes what every process has said into a folder. */
  keepLogs(folder: string): Promise<void>;
  close(): Promise<void>;
}

export interface StageSettings {
  readonly postgres: PostgresServer;
  readonly stores: StoreKind;
  readonly chunkRows: number;
  /** Its services are started the way operations start them, in any case. */
  readonly isFromSource?: boolean;
}

const readyTimeoutMs = 120_000;

export async function openStage({
  postgres,
  stores: kind,
  chunkRows,
  isFromSource = false,
}: StageSettings): Promise<Stage> {
  const folder = await temporaryDirectory();
  const closing: (() => Promise<unknown> | unknown)[] = [() => folder.remove()];
  const close = async () => {
    for (const step of closing.reverse()) await step();
  };
  try {
    const [redis, database, stores] = await Promise.all([
      startRedis({ appendOnly: true }),
      createDatabase(postgres),
      openStores(kind, folder.path),
    ]);
    closing.push(
      () => stores.close(),
      () => database.drop(),
      () => redis.stop(),
    );
    const versions = await storeVersions(stores);
    const services = await createServices({
      folder: folder.path,
      redisPort: redis.port,
      postgresPort: postgres.port,
      database,
      stores,
      modelName: versions[0]!.name,
      chunkRows,
      isFromSource,
    });
    closing.push(() => services.close());
    const direct = new Redis(redis.url, { maxRetriesPerRequest: null, retryStrategy: () => 100 });
    direct.on('error', () => {});
    closing.push(() => direct.disconnect());

    await Promise.all(services.all.map((service) => service.start()));
    const { url, keyFile, api, workers, all } = services;
    const stage: Stage = {
      url,
      redis,
      postgres,
      database,
      stores,
      api,
      workers,
      services: all,
      versions,
      direct,
      cipher: createPayloadCipher(Buffer.from(payloadKey, 'hex')),
      authorization: () => ({ authorization: `Bearer ${readFileSync(keyFile, 'utf8').trim()}` }),
      async healAll() {
        services.restoreWays();
        await Promise.all(all.map((service) => service.start()));
      },
      async keepLogs(target) {
        await mkdir(target, { recursive: true });
        for (const service of all) {
          for (const [index, output] of service.outputs().entries())
            await writeFile(join(target, `${service.name}-${index + 1}.log`), output);
        }
      },
      close,
    };
    await untilReady(stage);
    return stage;
  } catch (error) {
    await close();
    throw error;
  }
}

async function untilReady({ url, services }: Stage): Promise<void> {
  const isReady = () =>
    fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.ok;
      },
      () => false,
    );
  const timing = { what: 'the platform to be ready', timeoutMs: readyTimeoutMs, everyMs: 50 };
  await waitUntil(isReady, timing).catch((error: Error) => {
    const said = services.flatMap((service) => service.outputs()).map((output) => output.slice(-2_000));
    throw new Error(`${error.message}\n${said.join('\n')}`);
  });
}
