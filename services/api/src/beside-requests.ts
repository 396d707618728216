import { championPointers, policyPointers } from '@bora/bundle';
import { defaultRetention } from '@bora/contracts';
import type { Foundation } from './foundation.ts';
import { payloadKeyChange } from './records/change-payload-key.ts';
import { keepsUpload } from './records/kept-upload.ts';
import { createRecordKeeping } from './records/record-keeping.ts';
import type { ApiServices } from './services.ts';
import { createUploadSweep } from './upload/sweep-uploads.ts';

type Shared = Pick<ApiServices, 'cipher' | 'dataKeys' | 'lifetimes' | 'metrics' | 'profile' | 'readTerms'>;

/** What the api does while nobody asks: it sweeps uploads, appends entries that waited, and keeps the record. */
export function besideRequests(
  foundation: Foundation,
  { lifetimes, metrics, profile, ...shared }: Shared,
): { start(): void; close(): Promise<void> } {
  const { config, log, database, stores, audit, keys, connections } = foundation;
  const { query } = database;
  const { uploads } = stores;
  const redis = connections.uploadRedis;
  const isRecorded = (batchId: string) => keepsUpload(query, batchId);
  const tasks = [
    createUploadSweep({ redis, uploads, isRecorded, log }),
    audit.waiting,
    createRecordKeeping({
      ...shared,
      redisUrl: config.REDIS_URL,
      redis,
      outage: connections.outage,
      database,
      systemTrail: audit.ofSystem,
      uploads,
      readPointers: {
        model: () => championPointers(stores.models),
        policy: () => policyPointers(stores.policies),
      },
      retention: profile.retention ?? defaultRetention,
      resultSeconds: lifetimes.resultSeconds,
      rewrap: payloadKeyChange(query, stores, keys),
      onJobEnd: metrics.onJobEnd,
      log,
    }),
  ];
  return {
    start() {
      for (const task of tasks) task.start();
    },
    async close() {
      await Promise.all(tasks.map((task) => task.close()));
    },
  };
}
