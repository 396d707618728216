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
      const opened = sealed.map((bytes) => ({ bytes, content: open(bytes) }));
      const contents = opened.flatMap(({ content }) => content ?? []);
      if (contents.length > 0) await trail.append(contents);
      for (const { bytes, content } of opened) await (content ? remove(bytes) : setAside(bytes));
      log.info({ entries: contents.length }, 'audit entries that waited were appended');
    }
  }

  /** Undefined: it was sealed with a key that is not known here, or is damaged. It must not hold up the others. */
  function open(sealed: Buffer): AuditContent | undefined {
    try {
      return AuditContent.parse(JSON.parse(cipher.open(sealed, payloadContext.waitingAudit).toString()));
    } catch (error) {
      log.error({ err: error }, 'an audit entry that waited cannot be opened and is set aside');
      return undefined;
    }
  }

  async function remove(sealed: Buffer): Promise<void> {
    await redis.lrem(redisKeys.waitingAudit, 1, sealed);
  }

  /** First kept, then removed: a crash between keeps it twice rather than never. */
  async function setAside(sealed: Buffer): Promise<void> {
    await redis.rpush(redisKeys.unreadableAudit, sealed);
    await remove(sealed);
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
