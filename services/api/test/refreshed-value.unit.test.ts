import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRefreshedValues } from '../src/refreshed-value.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A source that counts how often it was asked. */
function counting() {
  const asked: number[] = [];
  const values = createRefreshedValues(async () => {
    asked.push(Date.now());
    return asked.length;
  });
  return { asked, values };
}

describe('a refreshed value', () => {
  it('is fetched once for all who ask at the same moment', async () => {
    const { asked, values } = counting();
    expect(await Promise.all([values.get('a'), values.get('a'), values.get('a')])).toEqual([1, 1, 1]);
    expect(asked).toHaveLength(1);
  });

  it('is not asked for again within a second', async () => {
    const { asked, values } = counting();
    await values.get('a');
    vi.advanceTimersByTime(999);
    expect(await values.get('a')).toBe(1);
    expect(asked).toHaveLength(1);
  });

  it('is given at once and fetched behind when it is older than a second', async () => {
    const { values } = counting();
    await values.get('a');
    vi.advanceTimersByTime(1_500);
    expect(await values.get('a')).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await values.get('a')).toBe(2);
  });

  it('is never older than two seconds', async () => {
    const { values } = counting();
    await values.get('a');
    vi.advanceTimersByTime(2_000);
    expect(await values.get('a')).toBe(2);
  });

  it('is fetched anew when it was forgotten', async () => {
    const { values } = counting();
    await values.get('a');
    values.forget('a');
    expect(await values.get('a')).toBe(2);
  });

  it('is fetched anew when it was forgotten while it was being fetched', async () => {
    const answers = ['first', 'old', 'new'];
    const values = createRefreshedValues(async () => {
      const answer = answers.shift();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return answer;
    });
    const first = values.get('a');
    await vi.advanceTimersByTimeAsync(100);
    expect(await first).toBe('first');
    vi.advanceTimersByTime(1_500);
    await values.get('a');
    values.forget('a');
    const afterwards = values.get('a');
    await vi.advanceTimersByTimeAsync(200);
    expect(await afterwards).toBe('new');
  });

  it('that cannot be fetched is an error only for those who wait for it', async () => {
    let fails = false;
    const values = createRefreshedValues(async () => {
      if (fails) throw new Error('away');
      return 'good';
    });
    await values.get('a');
    fails = true;
    vi.advanceTimersByTime(1_500);
    expect(await values.get('a')).toBe('good');
    vi.advanceTimersByTime(1_000);
    await expect(values.get('a')).rejects.toThrow('away');
  });
});
