import { redisRefusal } from '@bora/batch-store';

/** Messages of ioredis errors that have no name or code of their own. */
const connectionMessages = [
  'Command timed out',
  'Connection is closed',
  "Stream isn't writeable",
  'Command aborted due to connection close',
];
const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Whether an error says that Redis cannot serve now, so that the same request may succeed later. */
export function isRedisFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'MaxRetriesPerRequestError') return true;
  if (error.name === 'ReplyError') return redisRefusal(error) !== undefined;
  if ('code' in error && 'syscall' in error && connectionCodes.has(String(error.code))) return true;
  return connectionMessages.some((message) => error.message.startsWith(message));
}
