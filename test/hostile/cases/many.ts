import { randomUUID } from 'node:crypto';
import { Batch } from '@bora/contracts';
import { outcomeOfResponse, tally } from '../answer.ts';
import { applicantFile, fileWithText } from '../applicants.ts';
import type { HostileCase } from '../hostile-case.ts';
import { endedBatch, read, scored, send } from '../post.ts';
import { Wire } from '../wire.ts';
import { head } from '../wire-case.ts';

const times = <Result>(count: number, make: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

/** All were answered one of these ways; else what they met. */
function only(outcomes: readonly string[], allowed: readonly string[], said: string): string {
  // Refused for now, with the time to wait: why is not the question here.
  const met = tally(outcomes.map((outcome) => (outcome.startsWith('503 ') ? '503' : outcome)));
  return [...met.keys()].every((outcome) => allowed.includes(outcome))
    ? said
    : [...met].map(([outcome, count]) => `${outcome} × ${count}`).join(', ');
}

/** Much at once. */
export const many: readonly HostileCase[] = [
  {
    name: 'connections-1000-idle',
    sends: '1,000 connections on which nothing is sent, and good requests meanwhile',
    outcome: 'each is open, 100 requests answered 200',
    withinMs: 20_000,
    isFast: true,
    attack: async (target) => {
      const wires = await times(1_000, () => Wire.open(target.url));
      const answers = await times(100, async () => String((await read(target, '/health/live')).status));
      const areOpen = wires.every(({ isOver }) => !isOver);
      for (const { socket } of wires) socket.destroy();
      return `${areOpen ? 'each is open' : 'some were cut'}, 100 requests ${only(answers, ['200'], 'answered 200')}`;
    },
  },
  {
    name: 'connections-1000-at-once',
    sends: '1,000 connections at once, each with a request',
    outcome: 'each 200 or 503',
    withinMs: 20_000,
    attack: async (target) => {
      const outcomes = await times(1_000, async () => {
        const wire = await Wire.open(target.url);
        await wire.send(head(target, 'GET /v1/batches?limit=1'));
        return wire.outcomes();
      });
      return only(outcomes, ['200', '503'], 'each 200 or 503');
    },
  },
  {
    name: 'applications-1000-at-once',
    sends: '1,000 applications at once, each as large as a body may be',
    outcome: 'each 422 invalid-application, 408 request-too-slow or 503',
    withinMs: 30_000,
    attack: async (target) => {
      const body = JSON.stringify(
        Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`k${at}`, 'x'.repeat(990)])),
      );
      const outcomes = await times(1_000, async () => {
        const wire = await Wire.open(target.url);
        const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
        await wire.send(head(target, 'POST /v1/scores', headers) + body);
        return wire.outcomes();
      });
      return only(
        outcomes,
        ['422 invalid-application', '408 request-too-slow', '503'],
        'each 422 invalid-application, 408 request-too-slow or 503',
      );
    },
  },
  {
    name: 'uploads-200-at-once',
    sends: '200 files of 4 MB at once, with rows as wide as they may be',
    outcome: 'each 202 scored, 408 upload-stalled, 503 or cut',
    withinMs: 120_000,
    attack: async (target) => {
      const file = fileWithText(4_000, 'w'.repeat(900));
      const outcomes = await times(200, () => scored(target, file).catch(() => 'cut'));
      const word = (outcome: string) => outcome.replace(/ \d+$/, '');
      return only(
        outcomes.map(word),
        ['202 scored', '408 upload-stalled', '503', 'cut'],
        'each 202 scored, 408 upload-stalled, 503 or cut',
      );
    },
  },
  {
    name: 'uploads-open-200',
    sends: '200 uploads that begin and then wait',
    outcome: 'each 408 upload-stalled or 503',
    withinMs: 30_000,
    attack: async (target) => {
      const headers = { 'content-type': 'text/csv', 'content-length': '9000000' };
      const beginning = head(target, 'POST /v1/batches', headers) + fileWithText(200, 'w'.repeat(900));
      const outcomes = await times(200, async () => {
        const wire = await Wire.open(target.url);
        await wire.send(beginning);
        return wire.outcomes();
      });
      return only(outcomes, ['408 upload-stalled', '503'], 'each 408 upload-stalled or 503');
    },
  },
  {
    name: 'same-upload-twice',
    sends: 'the same file twice at the same time with one Idempotency-Key',
    outcome: 'one is scored, the other 409 idempotency-in-flight or the same answer',
    withinMs: 20_000,
    isFast: true,
    attack: async (target) => {
      const headers = { 'idempotency-key': randomUUID() };
      const answers = await times(2, () => send(target, applicantFile(500), { headers }));
      const ids = new Set<string>();
      for (const answer of answers.filter(({ status }) => status === 202))
        ids.add(Batch.parse(await answer.clone().json()).id);
      const others = await Promise.all(
        answers.filter(({ status }) => status !== 202).map((answer) => outcomeOfResponse(answer)),
      );
      const isOne = ids.size === 1 && others.every((outcome) => outcome === '409 idempotency-in-flight');
      for (const id of ids) {
        target.accepted.add(id);
        await endedBatch(target, id);
      }
      return isOne
        ? 'one is scored, the other 409 idempotency-in-flight or the same answer'
        : `${ids.size} batches, ${others}`;
    },
  },
];
