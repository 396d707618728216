import { championRegister, type Lifetimes, lifetimesOf, type PayloadCipher } from '@bora/batch-store';
import { type BundleRequirement, requirementOf, type TrustedKeys } from '@bora/bundle';
import type { ComplianceProfile } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { RequestAudit } from './audit/request-audit.ts';
import { besideRequests } from './beside-requests.ts';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import { type Foundation, openFoundation } from './foundation.ts';
import { createUploadSlots, type UploadSlots } from './limits/upload-slots.ts';
import { type ApiMetrics, createApiMetrics } from './metrics/api-metrics.ts';
import { createModelRegistry, type ModelRegistry } from './models/model-registry.ts';
import { createModelWarnings } from './models/model-warnings.ts';
import { createStoredSchemas } from './models/stored-schema.ts';
import { createScoreDrift, type ReadScoreDrift } from './operations/score-drift.ts';
import type { People } from './people/people.ts';
import { createPolicyCatalogue, type PolicyCatalogue } from './policies/policy-catalogue.ts';
import { createDataKeys, type DataKeys } from './records/data-keys.ts';
import type { ApiQueues } from './redis/api-queues.ts';
import type { ReadModelWarnings } from './scores/read-warning-details.ts';
import { createScoreTerms, type ReadScoreTerms } from './scores/score-terms.ts';
import { createWorkbooks } from './spreadsheet/workbooks.ts';
import type { UploadDependencies } from './upload/receive-upload.ts';

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

/** Puts the parts together; nothing connects before `start`. */
export async function createServices(config: Config, log: Logger): Promise<ApiServices> {
  const foundation = await openFoundation(config, log);
  const { keys, stores, queues, database, people, audit } = foundation;
  const requirement = await requirementOf(config.COMPLIANCE_PROFILE, keys.trusted);
  const policies = createPolicyCatalogue(stores.policies);
  const lifetimes = lifetimesOf(config.RESULT_DAYS);
  const shared = {
    cipher: keys.cipher,
    dataKeys: createDataKeys(database.query, keys.cipher),
    lifetimes,
    metrics: createApiMetrics(),
    profile: requirement.servingProfile,
    readTerms: createScoreTerms(createStoredSchemas(stores.models), policies),
  };
  const beside = besideRequests(foundation, shared);

  return {
    ...shared,
    ...queues,
    ...modelServices(foundation, requirement),
    ...uploadServices(foundation, lifetimes),
    config,
    log,
    redis: foundation.connections.redis,
    database,
    people,
    policies,
    audit: audit.ofRequests,
    segmentStore: stores.segments,
    async start() {
      await foundation.start();
      beside.start();
    },
    async close() {
      await beside.close();
      await foundation.close();
    },
  };
}

function modelServices(
  { config, log, keys, stores, connections: { redis } }: Foundation,
  requirement: BundleRequirement,
) {
  const { trusted, champions } = keys;
  const store = stores.models;
  const guard = trusted && { ...champions, ...championRegister(redis) };
  return {
    models: createModelRegistry({
      store,
      redis,
      requirement,
      guard,
      log,
      defaultName: config.MODEL_NAME,
    }),
    modelStore: store,
    trusted,
    readModelWarnings: createModelWarnings(store),
    readScoreDrift: createScoreDrift(store, redis, log),
  };
}

function uploadServices(
  { config, log, keys, stores, connections, queues }: Foundation,
  lifetimes: Lifetimes,
) {
  return {
    upload: {
      redis: connections.uploadRedis,
      cipher: keys.cipher,
      uploads: stores.uploads,
      chunkQueue: queues.chunkQueue,
      lifetimes,
      workbooks: createWorkbooks(),
      log,
    },
    uploadSlots: createUploadSlots(config.UPLOADS_AT_ONCE),
  };
}
