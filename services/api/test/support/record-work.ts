import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditKeys, subjectHash } from '@bora/audit';
import { createPayloadCipher } from '@bora/batch-store';
import { type ObjectStore, openObjectStore } from '@bora/object-store';
import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import { auditTrail } from '../../src/audit/audit-trail.ts';
import { systemTrail } from '../../src/audit/system-trail.ts';
import type { Tables } from '../../src/database/tables.ts';
import { createLogger } from '../../src/logging/logger.ts';
import { createFailingWork } from '../../src/records/failing-work.ts';
import { inventedTerms } from './scored-batch.ts';

export const testPayloadKey = Buffer.alloc(32, 7);

/** What the work on the record takes, with the terms of a `scoredBatch`; without `uploads` nothing is stored. */
export function recordWork(
  redis: Redis,
  query: Kysely<Tables>,
  uploads: ObjectStore = openObjectStore(`file:${join(tmpdir(), randomUUID())}`),
) {
  const keys = auditKeys(testPayloadKey);
  const log = createLogger('silent');
  return {
    redis,
    query,
    uploads,
    cipher: createPayloadCipher(testPayloadKey),
    readTerms: async () => inventedTerms,
    resultSeconds: 100,
    systemTrail: systemTrail(auditTrail(query, keys), (id) => subjectHash(testPayloadKey, id)),
    log,
    failing: createFailingWork(log, 'id', ''),
  };
}
