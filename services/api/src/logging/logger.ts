import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from '../config.ts';
import { isSpeaking, safeError } from './safe-error.ts';

/**
 * Lines of JSON on standard output. Errors are written without messages that could hold a value, requests as id,
 * method and route only: whatever a library logs goes through here too.
 */
export function createLogger(level: Config['LOG_LEVEL'], destination?: DestinationStream): Logger {
  const options = {
    name: 'api',
    level,
    serializers: {
      err: safeError,
      error: safeError,
      req: () => undefined,
      res: () => undefined,
    },
    hooks: {
      logMethod(this: Logger, entry: unknown[], write: (...entry: never[]) => void) {
        write.apply(this, withoutMessage(entry) as never[]);
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Libraries log an error's message as the line's text, and pino does so by itself where there is no text. */
function withoutMessage(entry: unknown[]): unknown[] {
  const [first, text, ...rest] = entry;
  const error = errorIn(first);
  if (error === undefined || isSpeaking(error)) return entry;
  if (typeof text === 'string' && (error.message === '' || !text.includes(error.message))) return entry;
  return [first instanceof Error ? { err: first } : first, 'error', ...rest];
}

function errorIn(value: unknown): Error | undefined {
  if (value instanceof Error) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const key of ['err', 'error']) {
    const held: unknown = Reflect.get(value, key);
    if (held instanceof Error) return held;
  }
  return undefined;
}
