import type { FastifyRateLimitStore } from '@fastify/rate-limit';

const maximumKeys = 100_000;

/**
 * How many requests of each key came in the window that runs now. The library's own store answers requests of one
 * moment with the object that it counts in, so that all of them see the count of the last and are refused together.
 */
export class RequestCounts implements FastifyRateLimitStore {
  readonly #counts = new Map<string, number>();
  #endsAtMs = 0;

  incr(
    key: string,
    done: (error: Error | null, result?: { current: number; ttl: number }) => void,
    windowMs = 60_000,
  ): void {
    const nowMs = Date.now();
    if (nowMs >= this.#endsAtMs || nowMs < this.#endsAtMs - windowMs) {
      this.#counts.clear();
      this.#endsAtMs = nowMs + windowMs;
    }
    const current = (this.#counts.get(key) ?? 0) + 1;
    if (current === 1 && this.#counts.size >= maximumKeys) this.#counts.clear();
    this.#counts.set(key, current);
    done(null, { current, ttl: this.#endsAtMs - nowMs });
  }

  child(): RequestCounts {
    return new RequestCounts();
  }
}
