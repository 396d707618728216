/** For calls whose bytes take as long as they take: they end when nothing moves any more. */
export const streamingTimeoutMs = 24 * 3_600_000;
