import { replyWord } from '@bora/batch-store';
import type { Logger } from 'pino';

/** Tells of one part that is in trouble: at once, then ever more rarely while it lasts, and once when it is over. */
export interface OutageLog {
  trouble(error: unknown, fields?: Readonly<Record<string, unknown>>): void;
  /** It serves one caller again. It is over when no other has been in trouble for two and a half seconds more. */
  serves(): void;
}

export interface OutageTexts {
  readonly level?: 'warn' | 'error';
  readonly away: string;
  readonly back?: string;
  /** After so long without trouble it may be over, though nobody told. */
  readonly quietMs?: number;
  /** Asked before an end is told: rejects, or waits, while it is not over. */
  readonly answers?: () => Promise<unknown>;
}

/** What a process says of the Redis that it works with; `ping` asks that Redis, which may be loading its data. */
export const redisOutage = (ping: () => Promise<unknown>): OutageTexts => ({
  away: 'redis cannot serve; waiting for it',
  back: 'redis is back',
  // A consumer that is refused asks again every few seconds.
  quietMs: 10_000,
  answers: ping,
});

/** A connection that was refused has tried again by then: the first that is back would end what others still tell of. */
const settleMs = 2_500;
const firstPauseMs = 10_000;
const longestPauseMs = 600_000;

interface Told {
  nextAtMs: number;
  pauseMs: number;
  /** Times that nothing was said since the last line. */
  unsaid: number;
}

/**
 * A line says the code of the trouble, and how often it was there since the line before. Trouble that was away for longer
 * than its pause is new.
 */
export function createOutageLog(
  log: Logger,
  { level = 'warn', away, back, quietMs, answers = async () => {} }: OutageTexts,
): OutageLog {
  const told = new Map<string, Told>();
  let end: NodeJS.Timeout | undefined;
  let isSettling = false;

  function endAfter(ms: number | undefined): void {
    clearTimeout(end);
    const timer = ms === undefined ? undefined : setTimeout(endWhereItAnswers, ms).unref();
    end = timer;

    async function endWhereItAnswers(): Promise<void> {
      const isOver = await answers().then(
        () => true,
        () => false,
      );
      const isTroubledSince = end !== timer;
      if (isTroubledSince) return;
      if (isOver) tellEnd();
      else endAfter(ms);
    }
  }

  function tellEnd(): void {
    isSettling = false;
    told.clear();
    if (back) log.info(back);
  }

  return {
    trouble(error, fields = {}) {
      isSettling = false;
      endAfter(quietMs);
      const code = troubleCode(error);
      const now = performance.now();
      const known = told.get(code);
      if (!known && told.size > 0 && isConsequence(code)) return;
      if (known && now < known.nextAtMs) {
        known.unsaid += 1;
        return;
      }
      const isNew = !known || now > known.nextAtMs + known.pauseMs;
      const pauseMs = isNew ? firstPauseMs : Math.min(known.pauseMs * 2, longestPauseMs);
      const times = isNew ? {} : { timesSince: known.unsaid + 1 };
      log[level]({ ...fields, code, ...times }, away);
      told.set(code, { nextAtMs: now + pauseMs, pauseMs, unsaid: 0 });
    },
    serves() {
      if (told.size === 0 || isSettling) return;
      isSettling = true;
      endAfter(settleMs);
    },
  };
}

/** Errors of BullMQ and ioredis that have nothing but a sentence. They follow from what Redis or the network does. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^(could not renew lock|Missing lock)/, 'lock-lost'],
  [/^Connection is closed/, 'connection-closed'],
  [/^Command timed out/, 'timed-out'],
];

/** Says nothing that the line before did not: the same outage, seen by a call that waited. */
function isConsequence(code: string): boolean {
  return sentences.some(([, name]) => name === code);
}

/** What kind of trouble an error is, without its message: `ECONNREFUSED`, `OOM`, or the error's name. */
export function troubleCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = replyWord(error) ?? ('code' in error ? error.code : undefined);
  if (typeof code === 'string' && /^[\w-]{1,60}$/.test(code)) return code;
  return sentences.find(([sentence]) => sentence.test(error.message))?.[1] ?? error.name;
}
