import type { PayloadCipher } from '@bora/batch-store';
import type { Retention } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { repeat } from '@bora/queue-work';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { type LiveSources, noticeMoved } from '../audit/known-live.ts';
import type { SystemTrail } from '../audit/system-trail.ts';
import type { Database } from '../database/database.ts';
import { eraseWaiting } from '../rights/erase-waiting.ts';
import { removeNobodysRows } from '../rights/nobodys-rows.ts';
import { applyRetention } from '../rights/retention.ts';
import type { ReadScoreTerms } from '../scores/score-terms.ts';
import { recordSegmentations } from '../segmentations/recorded-segmentations.ts';
import { recordSimulations } from '../simulations/recorded-simulations.ts';
import { adoptRuns } from './adopt-runs.ts';
import type { DataKeys } from './data-keys.ts';
import { createFailingWork } from './failing-work.ts';
import { makePartitions } from './partitions.ts';
import { whileThere } from './passing-failure.ts';
import { recordSingles } from './record-singles.ts';
import type { Rewrapped } from './rewrap-keys.ts';

export interface RecordUpkeepDependencies {
  /** For reading results. */
  readonly redis: Redis;
  readonly database: Database;
  readonly systemTrail: SystemTrail;
  readonly cipher: PayloadCipher;
  readonly dataKeys: DataKeys;
  readonly readTerms: ReadScoreTerms;
  readonly uploads: ObjectStore;
  readonly readPointers: LiveSources['readPointers'];
  readonly retention: Retention;
  readonly resultSeconds: number;
  /** Wraps kept keys anew, while the payload key is changed. */
  readonly rewrap: (() => Promise<Rewrapped>) | undefined;
  readonly log: Logger;
}

const singlesPauseMs = 1_000;
const erasuresPauseMs = 2_000;
const runsPauseMs = 5_000;
const minuteMs = 60_000;
const retentionPauseMs = 3_600_000;
const cannotBeRecorded = 'it cannot be recorded, goes on waiting, and is tried again ever more rarely';

/** Starts what is done for the record again and again, each with a pause of its own. */
export function startRecordUpkeep(dependencies: RecordUpkeepDependencies): { stop(): Promise<void> }[] {
  const { database, redis, cipher, resultSeconds, rewrap, log } = dependencies;
  const { query } = database;
  const again = (name: string, pauseMs: number, task: () => Promise<void>) =>
    repeat(name, pauseMs, () => whileThere(database, task), log);
  const failingScores = createFailingWork(log, 'scoreId', cannotBeRecorded);
  const failingSimulations = createFailingWork(log, 'simulationId', cannotBeRecorded);
  const failingSegmentations = createFailingWork(log, 'segmentationId', cannotBeRecorded);
  const failingErasures = createFailingWork(log, 'erasureId', 'an erasure failed and goes on waiting');

  const upkeep = [
    again('record-singles', singlesPauseMs, async () => {
      while (await recordSingles({ ...dependencies, query, failing: failingScores }));
    }),
    again('record-partitions', minuteMs, async () => {
      const made = await makePartitions(query);
      if (made.length > 0) log.info({ made }, 'months of the record were made ahead');
    }),
    again(
      'record-simulations',
      runsPauseMs,
      afterOnce(
        () => adoptRuns(query, redis, 'simulations'),
        () => recordSimulations(query, redis, cipher, resultSeconds, failingSimulations),
      ),
    ),
    again(
      'record-segmentations',
      runsPauseMs,
      afterOnce(
        () => adoptRuns(query, redis, 'segmentations'),
        () => recordSegmentations(query, redis, cipher, resultSeconds, failingSegmentations),
      ),
    ),
    again('live-pointers', minuteMs, async () => {
      const noticed = await noticeMoved({ ...dependencies, query });
      const [first, moved] = [true, false].map((wanted) =>
        noticed.filter(({ isFirst }) => isFirst === wanted),
      );
      if (first!.length > 0) log.info({ first }, 'what was live when the record began was recorded');
      if (moved!.length > 0) log.warn({ moved }, 'what is live was changed in the store, past the api');
    }),
    again('erasures', erasuresPauseMs, async () => {
      const erasures = await eraseWaiting({ ...dependencies, failing: failingErasures }, query);
      if (erasures > 0) log.info({ erasures }, 'erasures have ended');
    }),
    again('retention', retentionPauseMs, async () => {
      const rows = await removeNobodysRows({ ...dependencies, query });
      if (rows > 0) log.info({ rows }, 'rows that belong to nobody were removed from files');
      const report = await applyRetention({ ...dependencies, query }, dependencies.retention);
      if (report.decisions > 0 || report.batches > 0 || report.rewritten > 0)
        log.info(report, 'what has reached its term was removed');
    }),
  ];
  if (rewrap) {
    const task = async () => {
      const counts = await rewrap();
      if (counts.rewrapped > 0 || counts.bound > 0) log.info(counts, 'keys were wrapped anew');
      else log.info('only what Redis has not forgotten yet needs PAYLOAD_KEY_PREVIOUS');
    };
    upkeep.push(again('rewrap-keys', minuteMs, task));
  }
  return upkeep;
}

/** A task that another one goes before, until that has succeeded once. */
function afterOnce(first: () => Promise<void>, task: () => Promise<unknown>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (!isDone) await first();
    isDone = true;
    await task();
  };
}
