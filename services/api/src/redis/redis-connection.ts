import type { OutageLog } from '@bora/queue-work';
import { Redis } from 'ioredis';

/**
 * A connection that fails at once: while Redis is away a command is refused, and one without an answer ends
 * after `commandTimeoutMs`. It reconnects by itself. Nothing is connected before `connect()`.
 */
export function requestRedis(url: string, commandTimeoutMs: number, outage: OutageLog): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    connectTimeout: commandTimeoutMs,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
  });
  return redis.on('error', outage.trouble).on('ready', outage.serves);
}

/** A connection that waits for ever, for listening to events. */
export function patientRedis(url: string, outage: OutageLog): Redis {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null });
  return redis.on('error', outage.trouble).on('ready', outage.serves);
}
