import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { note, type Terminal } from '../terminal/terminal.ts';
import { type DatabaseBytes, databaseBytes, untilRecorded } from './database-bytes.ts';
import { describeMachine, describeVersions } from './machine.ts';
import { watchMemory } from './memory-sampler.ts';
import { openPlatform, type Platform } from './platform.ts';
import { processorSeconds, treeProcessorSeconds } from './processor-time.ts';
import { batchBytes, sumOf } from './redis-bytes.ts';
import { type Services, untilReady } from './services.ts';
import { postWorkload, untilEnded } from './upload-side.ts';
import { makeWorkload, type Workload } from './workload.ts';

export type CapacityResults = Awaited<ReturnType<typeof measureCapacity>>;

/**
 * What a row costs: bytes while it waits, once it is scored and for as long as the record keeps it, and processor time. Bytes
 * do not depend on what else the machine does; processor time hardly does.
 */
export async function measureCapacity(terminal: Terminal, rows: number) {
  const platform = await openPlatform();
  try {
    const workload = await makeWorkload(platform.folder, rows, terminal.signal);
    const services = await platform.startServices();
    await untilReady(services, terminal.signal);
    note(terminal, 'warming up');
    await scored(platform, services, workload, terminal.signal);
    note(terminal, `measuring ${rows} rows`);
    const measured = await measureScored(platform, services, workload, terminal.signal);
    note(terminal, 'measuring rows that wait');
    await services.worker.stop();
    const waiting = await postWorkload(services, workload, terminal.signal);
    const waitingBytes = await batchBytes(platform.redis.url, waiting.id);
    return {
      machine: describeMachine(),
      versions: await describeVersions('auto'),
      source: workload.source,
      rows,
      fileBytes: workload.bytes,
      waitingBytes,
      ...measured,
    };
  } finally {
    await platform.close();
  }
}

async function measureScored(
  platform: Platform,
  services: Services,
  workload: Workload,
  signal: AbortSignal,
) {
  const memory = watchMemory([services.api, services.worker]);
  const before = await bytesOf(platform);
  // Inside of the sizes, because to know those of the database it is vacuumed.
  const timesBefore = await processorTimesOf(platform, services);
  try {
    const id = await scored(platform, services, workload, signal);
    const timesAfter = await processorTimesOf(platform, services);
    const after = await bytesOf(platform);
    const spent = (name: keyof typeof timesBefore) => {
      const [from, to] = [timesBefore[name], timesAfter[name]];
      return from === null || to === null ? null : to - from;
    };
    return {
      scoredBytes: await batchBytes(platform.redis.url, id),
      storedBytes: after.stored - before.stored,
      database: {
        decisions: after.database.decisions - before.database.decisions,
        others: after.database.others - before.database.others,
      } satisfies DatabaseBytes,
      processorSeconds: {
        api: spent('api'),
        worker: spent('worker'),
        redis: spent('redis'),
        postgres: spent('postgres'),
      },
      peakBytes: memory.takePeaks(),
    };
  } finally {
    await memory.stop();
  }
}

/** Scores the file and waits until it is recorded; answers its batch. */
async function scored(
  platform: Platform,
  services: Services,
  workload: Workload,
  signal: AbortSignal,
): Promise<string> {
  const posted = await postWorkload(services, workload, signal);
  await untilEnded(services, posted, signal);
  await untilRecorded(platform.databaseUrl, posted.id, signal);
  return posted.id;
}

async function bytesOf(platform: Platform) {
  return {
    database: await databaseBytes(platform.databaseUrl),
    stored: await folderBytes(platform.uploadStore.slice('file:'.length)),
  };
}

async function processorTimesOf({ redis, postgres }: Platform, { api, worker }: Services) {
  return {
    api: await processorSeconds(api.pid),
    worker: await processorSeconds(worker.pid),
    redis: await processorSeconds(redis.process.pid),
    // A process for each connection.
    postgres: await treeProcessorSeconds(postgres.pid),
  };
}

async function folderBytes(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = files.map(async (file) =>
    file.isFile() ? (await stat(join(file.parentPath, file.name))).size : 0,
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Bytes of a row in each place, from what was measured. */
export function bytesPerRow({ rows, waitingBytes, scoredBytes, storedBytes, database }: CapacityResults) {
  const each = (bytes: number): number => Math.round((bytes / rows) * 10) / 10;
  return {
    waiting: each(sumOf(waitingBytes)),
    scored: each(sumOf(scoredBytes)),
    stored: each(storedBytes),
    decisions: each(database.decisions),
    otherTables: each(database.others),
  };
}
