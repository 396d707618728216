import type { Redis } from 'ioredis';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Tables } from '../database/tables.ts';
import type { InstallationKeys } from '../installation-keys.ts';
import { auditTrail } from './audit-trail.ts';
import { type RequestAudit, requestAudit } from './request-audit.ts';
import type { Subjects } from './subjects.ts';
import { type SystemTrail, systemTrail } from './system-trail.ts';
import { type WaitingEntries, waitingEntries } from './waiting-entries.ts';

/** The ways into the trail. */
export interface Audit {
  readonly ofRequests: RequestAudit;
  /** Of what nobody asks for at the moment. */
  readonly ofSystem: SystemTrail;
  /** Entries that wait for the database. */
  readonly waiting: WaitingEntries;
}

interface Parts {
  readonly query: Kysely<Tables>;
  readonly redis: Redis;
  readonly keys: InstallationKeys;
  readonly subjects: Subjects;
  readonly log: Logger;
}

export function openAudit({ query, redis, keys, subjects, log }: Parts): Audit {
  const trail = auditTrail(query, keys.audit);
  const waiting = waitingEntries({ redis, cipher: keys.cipher, trail, log });
  return {
    ofRequests: requestAudit({ query, trail, keys: keys.audit, subjects, waiting }),
    ofSystem: systemTrail(trail, subjects.hash),
    waiting,
  };
}
