import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/**
 * A connection that fails at once: while Redis is away a command is refused, and one without an answer ends
 * after `commandTimeoutMs`. It reconnects by itself. Nothing is connected before `connect()`.
 */
export function requestRedis(url: string, commandTimeoutMs: number, log: Logger): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    connectTimeout: commandTimeoutMs,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
  });
  logChanges(redis, log);
  return redis;
}

/** A connection that waits for ever, for listening to events. */
export function patientRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null });
  logChanges(redis, log);
  return redis;
}

function logChanges(redis: Redis, log: Logger): void {
  let isAway = false;
  redis.on('error', (error) => {
    if (!isAway) log.warn({ err: error }, 'redis is away');
    isAway = true;
  });
  redis.on('ready', () => {
    if (isAway) log.info('redis is back');
    isAway = false;
  });
}
