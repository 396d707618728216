import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createOutageLog, type OutageTexts, redisOutage } from '../src/outage-log.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const answering = redisOutage(async () => 'PONG');

function stage(texts: OutageTexts = answering) {
  const lines: { level: number; msg: string; code?: string; timesSince?: number }[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const outage = createOutageLog(log, texts);
  /** The same trouble every second. */
  const lasts = async (seconds: number, error: unknown) => {
    for (let second = 0; second < seconds; second += 1) {
      outage.trouble(error);
      await vi.advanceTimersByTimeAsync(1_000);
    }
  };
  return { lines, outage, lasts };
}

const refused = () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const reply = (message: string) => Object.assign(new Error(message), { name: 'ReplyError' });

test('an outage is told at once, then ever more rarely, with its code and how often it was there', async () => {
  const { lines, lasts } = stage();
  await lasts(600, refused());
  expect(lines.map(({ code, timesSince }) => [code, timesSince])).toEqual([
    ['ECONNREFUSED', undefined],
    ['ECONNREFUSED', 10],
    ['ECONNREFUSED', 20],
    ['ECONNREFUSED', 40],
    ['ECONNREFUSED', 80],
    ['ECONNREFUSED', 160],
  ]);
});

test('the end of an outage is told once, and the next one at once', async () => {
  const { lines, outage, lasts } = stage();
  outage.serves();
  await vi.advanceTimersByTimeAsync(2_500);
  expect(lines).toEqual([]);
  await lasts(5, refused());
  outage.serves();
  await vi.advanceTimersByTimeAsync(2_000);
  outage.serves();
  await vi.advanceTimersByTimeAsync(500);
  await lasts(1, refused());
  expect(lines.map(({ msg }) => msg)).toEqual([answering.away, answering.back, answering.away]);
});

test('an outage is not over while one connection is back and another still tells of it', async () => {
  const { lines, outage, lasts } = stage();
  await lasts(2, refused());
  outage.serves();
  await vi.advanceTimersByTimeAsync(1_000);
  await lasts(3, refused());
  expect(lines.map(({ msg }) => msg)).toEqual([answering.away]);
  outage.serves();
  await vi.advanceTimersByTimeAsync(2_500);
  expect(lines.map(({ msg }) => msg)).toEqual([answering.away, answering.back]);
});

test('what calls met that waited is told where it comes first, and not beside its cause', async () => {
  const closed = new Error('Connection is closed.');
  const { lines, outage } = stage();
  outage.trouble(closed);
  outage.trouble(refused());
  outage.trouble(closed);
  outage.trouble(new Error('Command timed out'));
  expect(lines.map(({ code }) => code)).toEqual(['connection-closed', 'ECONNREFUSED']);
});

test('an outage of Redis that nobody ends is over after ten seconds without trouble', async () => {
  const { lines, lasts } = stage();
  await lasts(5, refused());
  await vi.advanceTimersByTimeAsync(8_000);
  expect(lines.map(({ msg }) => msg)).toEqual([answering.away]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(lines.map(({ msg }) => msg)).toEqual([answering.away, answering.back]);
});

test('an outage is not over while the Redis that can be reached does not answer, as one that loads its data', async () => {
  let isLoading = true;
  const { lines, outage, lasts } = stage(
    redisOutage(async () => {
      if (isLoading) throw reply('LOADING Redis is loading the dataset in memory');
    }),
  );
  await lasts(1, refused());
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lines.map(({ msg }) => msg)).toEqual([answering.away]);
  isLoading = false;
  outage.serves();
  await vi.advanceTimersByTimeAsync(2_500);
  expect(lines.map(({ msg }) => msg)).toEqual([answering.away, answering.back]);
});

test('an answer that was asked for before new trouble ends nothing', async () => {
  let answer = (_: unknown) => {};
  const { lines, outage, lasts } = stage(
    redisOutage(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    ),
  );
  outage.trouble(refused());
  outage.serves();
  await vi.advanceTimersByTimeAsync(2_500);
  await lasts(1, refused());
  answer('PONG');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(lines.map(({ msg }) => msg)).toEqual([answering.away]);
});

test('trouble that was away for longer than its pause is new', async () => {
  const { lines, lasts } = stage({ away: 'away' });
  await lasts(30, refused());
  await vi.advanceTimersByTimeAsync(3_600_000);
  await lasts(1, refused());
  expect(lines.at(-1)).not.toHaveProperty('timesSince');
});

test.each([
  ['OOM', reply("OOM command not allowed when used memory > 'maxmemory'.")],
  ['OOM', reply('ERR Error running script (call to f_0): @user_script:1: -OOM command not allowed')],
  [
    'MISCONF',
    Object.assign(reply('EXECABORT Transaction discarded'), {
      previousErrors: [reply('MISCONF Redis is configured to save')],
    }),
  ],
  ['WRONGPASS', reply('WRONGPASS invalid username-password pair or user is disabled.')],
  ['lock-lost', new Error('could not renew lock for job a')],
  ['connection-closed', new Error('Connection is closed.')],
  ['ECONNRESET', Object.assign(new Error('read'), { code: 'ECONNRESET' })],
  ['TypeError', new TypeError('a value of somebody')],
  ['unknown', 'a text of somebody'],
])('trouble is named %s, without its message', (code, error) => {
  const { lines, outage } = stage();
  outage.trouble(error);
  expect(lines.map((line) => line.code)).toEqual([code]);
});
