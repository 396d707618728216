import { auditKeys } from '@bora/audit';
import {
  championRegister,
  claimPayloadKey,
  createPayloadCipher,
  createRotatingCipher,
  type Lifetimes,
  lifetimesOf,
  type PayloadCipher,
  payloadKeyFromHex,
  readPayloadKey,
} from '@bora/batch-store';
import {
  championPointers,
  championSeal,
  policyPointers,
  readTrustedKeys,
  requirementOf,
  resealChampions,
  type TrustedKeys,
  UnknownProfileError,
} from '@bora/bundle';
import { type ComplianceProfile, defaultRetention } from '@bora/contracts';
import { s3Settings } from '@bora/environment';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { auditTrail } from './audit/audit-trail.ts';
import { type RequestAudit, requestAudit } from './audit/request-audit.ts';
import { createSubjects } from './audit/subjects.ts';
import { systemTrail } from './audit/system-trail.ts';
import { waitingEntries } from './audit/waiting-entries.ts';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './database/database.ts';
import { queueRoom } from './limits/queue-room.ts';
import { createUploadSlots, type UploadSlots } from './limits/upload-slots.ts';
import { type ApiMetrics, createApiMetrics } from './metrics/api-metrics.ts';
import { createModelRegistry, type ModelRegistry } from './models/model-registry.ts';
import { createModelWarnings } from './models/model-warnings.ts';
import { createStoredSchemas } from './models/stored-schema.ts';
import { createScoreDrift, type ReadScoreDrift } from './operations/score-drift.ts';
import { createPeople, type People } from './people/people.ts';
import { createPolicyCatalogue, type PolicyCatalogue } from './policies/policy-catalogue.ts';
import { createDataKeys, type DataKeys } from './records/data-keys.ts';
import { keepsUpload } from './records/kept-upload.ts';
import { createRecordKeeping } from './records/record-keeping.ts';
import { rewrapKeys } from './records/rewrap-keys.ts';
import { type ApiQueues, openQueues } from './redis/api-queues.ts';
import { isRedisFailure } from './redis/is-redis-failure.ts';
import { patientRedis, requestRedis } from './redis/redis-connection.ts';
import type { ReadModelWarnings } from './scores/read-warning-details.ts';
import { createScoreTerms, type ReadScoreTerms } from './scores/score-terms.ts';
import { createWorkbooks } from './spreadsheet/workbooks.ts';
import type { UploadDependencies } from './upload/receive-upload.ts';
import { createUploadSweep } from './upload/sweep-uploads.ts';

/** What the routes work with. */
export interface ApiServices extends Omit<ApiQueues, 'chunkQueue'> {
  readonly config: Config;
  readonly log: Logger;
  readonly redis: Redis;
  readonly database: Database;
  readonly metrics: ApiMetrics;
  readonly audit: RequestAudit;
  readonly people: People;
  readonly cipher: PayloadCipher;
  readonly dataKeys: DataKeys;
  readonly models: ModelRegistry;
  readonly modelStore: ObjectStore;
  /** Keys of which one has to have signed a model; absent where signatures are not asked for. */
  readonly trusted: TrustedKeys | undefined;
  readonly policies: PolicyCatalogue;
  /** What the platform serves under. */
  readonly profile: ComplianceProfile;
  readonly readTerms: ReadScoreTerms;
  readonly readModelWarnings: ReadModelWarnings;
  readonly readScoreDrift: ReadScoreDrift;
  readonly lifetimes: Lifetimes;
  readonly segmentStore: ObjectStore;
  readonly upload: Omit<UploadDependencies, 'limits'>;
  readonly uploadSlots: UploadSlots;
  /** Connects; resolves also when Redis is away, because it may come back. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A command on the way of a request. */
const requestTimeoutMs = 1_000;
/** A command on the way of an upload, whose chunks are large and may meet a slow disk. */
const uploadTimeoutMs = 5_000;

/** Puts the parts together; nothing connects before `start`. */
export async function createServices(config: Config, log: Logger): Promise<ApiServices> {
  const s3 = s3Settings(config);
  const modelStore = openObjectStore(config.MODEL_STORE, s3);
  const policyStore = openObjectStore(config.POLICY_STORE, s3);
  const segmentStore = openObjectStore(config.SEGMENT_STORE, s3);
  const uploads = openObjectStore(config.UPLOAD_STORE, s3);
  const payloadKey = await readPayloadKey(config.PAYLOAD_KEY, config.PAYLOAD_KEY_FILE);
  const previousKey =
    config.PAYLOAD_KEY_PREVIOUS === undefined ? undefined : payloadKeyFromHex(config.PAYLOAD_KEY_PREVIOUS);
  const cipher = createRotatingCipher(payloadKey, previousKey);
  const trusted = await readTrustedKeys(config.MODEL_PUBLIC_KEYS, config.MODEL_PUBLIC_KEYS_FILE);
  const requirement = await requirementOf(config.COMPLIANCE_PROFILE, trusted);
  const profile = requirement.servingProfile;
  if (!profile) throw new UnknownProfileError(config.COMPLIANCE_PROFILE);

  const people = createPeople(config, log);
  const keys = auditKeys(payloadKey, previousKey);
  const subjects = createSubjects(cipher, [payloadKey, ...(previousKey ? [previousKey] : [])], log);
  const database = openDatabase(config.DATABASE_URL, log, async (query) => {
    await people.prepare(query);
    await subjects.prepare(query);
  });
  const redis = requestRedis(config.REDIS_URL, requestTimeoutMs, log);
  const uploadRedis = requestRedis(config.REDIS_URL, uploadTimeoutMs, log);
  const eventRedis = patientRedis(config.REDIS_URL, log);
  const opened = openQueues({ redis, uploadRedis, eventRedis }, queueRoom(config), log);

  const trail = auditTrail(database.query, keys);
  const waiting = waitingEntries({ redis, cipher, trail, log });

  const uploadSweep = createUploadSweep({
    redis: uploadRedis,
    uploads,
    isRecorded: (batchId) => keepsUpload(database.query, batchId),
    log,
  });

  const policies = createPolicyCatalogue(policyStore);
  const lifetimes = lifetimesOf(config.RESULT_DAYS);
  const readTerms = createScoreTerms(createStoredSchemas(modelStore), policies);
  const dataKeys = createDataKeys(database.query, cipher);
  const metrics = createApiMetrics();
  const recordKeeping = createRecordKeeping({
    redisUrl: config.REDIS_URL,
    redis: uploadRedis,
    database,
    systemTrail: systemTrail(trail, subjects.hash),
    cipher,
    dataKeys,
    readTerms,
    uploads,
    readPointers: {
      model: () => championPointers(modelStore),
      policy: () => policyPointers(policyStore),
    },
    retention: profile.retention ?? defaultRetention,
    resultSeconds: lifetimes.resultSeconds,
    rewrap: previousKey
      ? async () => {
          const rotating = championSeal(payloadKey, previousKey);
          if (trusted) await resealChampions(modelStore, championSeal(payloadKey), rotating);
          return rewrapKeys({
            query: database.query,
            uploads,
            current: createPayloadCipher(payloadKey),
            rotating: cipher,
          });
        }
      : undefined,
    onJobEnd: metrics.onJobEnd,
    log,
  });

  return {
    config,
    log,
    redis,
    database,
    metrics,
    audit: requestAudit({ query: database.query, trail, keys, subjects, waiting }),
    people,
    cipher,
    dataKeys,
    ...opened.queues,
    models: createModelRegistry({
      store: modelStore,
      redis,
      requirement,
      guard: trusted && { ...championSeal(payloadKey, previousKey), ...championRegister(redis) },
      log,
      defaultName: config.MODEL_NAME,
    }),
    modelStore,
    trusted,
    policies,
    profile,
    readTerms,
    readModelWarnings: createModelWarnings(modelStore),
    readScoreDrift: createScoreDrift(modelStore, redis, log),
    lifetimes,
    segmentStore,
    upload: {
      redis: uploadRedis,
      cipher,
      uploads,
      chunkQueue: opened.queues.chunkQueue,
      lifetimes,
      workbooks: createWorkbooks(),
      log,
    },
    uploadSlots: createUploadSlots(config.UPLOADS_AT_ONCE),
    async start() {
      await Promise.allSettled([redis.connect(), uploadRedis.connect()]);
      await database.start();
      await claimPayloadKey(redis, payloadKey, previousKey).catch((error: unknown) => {
        // A worker with the right key will have claimed it by the time Redis is back.
        if (!isRedisFailure(error)) throw error;
      });
      opened.start();
      uploadSweep.start();
      waiting.start();
      recordKeeping.start();
    },
    async close() {
      await Promise.all([uploadSweep.close(), recordKeeping.close(), waiting.close()]);
      await opened.close();
      people.close();
      await database.close();
      for (const connection of [redis, uploadRedis, eventRedis]) connection.disconnect();
      await Promise.all([modelStore.close(), policyStore.close(), uploads.close(), segmentStore.close()]);
    },
  };
}
