import { createOutageLog, type OutageLog, redisOutage } from '@bora/queue-work';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { patientRedis, requestRedis } from './redis-connection.ts';

export interface ApiConnections {
  /** For requests. */
  readonly redis: Redis;
  /** For uploads, whose chunks are large and may meet a slow disk. */
  readonly uploadRedis: Redis;
  /** Waits for ever. */
  readonly eventRedis: Redis;
  /** Told of all that goes wrong with Redis, so that one line says it. */
  readonly outage: OutageLog;
  /** Resolves also when Redis is away, because it may come back. */
  connect(): Promise<void>;
  disconnect(): void;
}

/** A command on the way of a request. */
const requestTimeoutMs = 1_000;
/** A command on the way of an upload. */
const uploadTimeoutMs = 5_000;

/** Nothing connects before `connect`; who listens to events connects with the first event that is waited for. */
export function openConnections(url: string, log: Logger): ApiConnections {
  const outage = createOutageLog(
    log,
    redisOutage(() => redis.ping()),
  );
  const redis = requestRedis(url, requestTimeoutMs, outage);
  const uploadRedis = requestRedis(url, uploadTimeoutMs, outage);
  const eventRedis = patientRedis(url, outage);
  return {
    redis,
    uploadRedis,
    eventRedis,
    outage,
    async connect() {
      await Promise.allSettled([redis.connect(), uploadRedis.connect()]);
    },
    disconnect() {
      for (const connection of [redis, uploadRedis, eventRedis]) connection.disconnect();
    },
  };
}
