import type { PayloadCipher } from '@bora/batch-store';
import { payloadContext } from '@bora/batch-store';
import { AuditContent, redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { isDatabaseFailure } from '../database/is-database-failure.ts';
import { isRedisFailure } from '../redis/is-redis-failure.ts';
import type { AuditTrail } from './audit-trail.ts';

/** Entries of scoring calls that came while the database was away: sealed in Redis until they can be appended. */
export interface WaitingEntries {
  add(content: AuditContent): Promise<void>;
  start(): void;
  close(): Promise<void>;
}

interface Parts {
  readonly redis: Redis;
  readonly cipher: PayloadCipher;
  readonly trail: AuditTrail;
  readonly log: Logger;
}

const everyMs = 2_000;
const entriesOfStep = 200;

export function waitingEntries({ redis, cipher, trail, log }: Parts): WaitingEntries {
  const closing = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  /** Of two processes that append the same entries the second finds them there. */
  async function appendWaiting(): Promise<void> {
    for (;;) {
      const sealed = await redis.lrangeBuffer(redisKeys.waitingAudit, 0, entriesOfStep - 1);
      if (sealed.length === 0) return;
      await trail.append(sealed.map((one) => open(one)));
      for (const one of sealed) await redis.lrem(redisKeys.waitingAudit, 1, one);
      log.info({ entries: sealed.length }, 'audit entries that waited were appended');
    }
  }

  function open(sealed: Buffer): AuditContent {
    return AuditContent.parse(JSON.parse(cipher.open(sealed, payloadContext.waitingAudit).toString()));
  }

  async function run(): Promise<void> {
    try {
      await appendWaiting();
    } catch (error) {
      if (!isDatabaseFailure(error) && !isRedisFailure(error))
        log.error({ err: error }, 'audit entries that wait could not be appended');
    }
    if (!closing.signal.aborted) plan();
  }

  function plan(): void {
    timer = setTimeout(() => {
      running = run();
    }, everyMs).unref();
  }

  return {
    async add(content) {
      const plain = Buffer.from(JSON.stringify(content));
      await redis.rpush(redisKeys.waitingAudit, cipher.seal(plain, payloadContext.waitingAudit));
    },
    start: plan,
    async close() {
      closing.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
