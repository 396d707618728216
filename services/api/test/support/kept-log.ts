import type { Logger } from 'pino';
import { createLogger } from '../../src/logging/logger.ts';

/** A real logger, whose lines are kept. */
export function keptLog(): { log: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger('debug', { write: (line) => void lines.push(JSON.parse(line)) });
  return { log, lines };
}
