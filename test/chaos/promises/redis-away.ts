import { randomUUID } from 'node:crypto';
import { Problem } from '@bora/contracts';
import type { ClientRequest } from '../load/patient-client.ts';
import { makeFile } from '../load/send-file.ts';
import { sendSingle } from '../load/send-single.ts';
import type { Scene } from '../scene.ts';
import { millisecondsOf, type Promised } from './promise.ts';

/** The slowest of the calls that need it. */
export const answersWithoutRedis: Promised = {
  name: 'while Redis is down every call that needs it is answered 503, as problem+json',
  limitMs: 1_000,
  async measure(scene) {
    await scene.stage.redis.kill();
    let slowestMs = 0;
    for (const [path, request] of callsOf(scene)) {
      slowestMs = Math.max(slowestMs, await millisecondsOf(() => expectUnavailable(scene, path, request)));
    }
    await scene.stage.redis.restart();
    return slowestMs;
  },
};

export const recoversWithRedis: Promised = {
  name: 'an application that comes when Redis is back is scored, and no process was started again',
  limitMs: 10_000,
  async measure(scene, round) {
    const { stage, client, pool, ledger } = scene;
    await stage.redis.kill();
    await expectUnavailable(scene, '/v1/batches');
    await stage.redis.restart();
    const ms = await millisecondsOf(async () => {
      const state = await sendSingle(client, pool, { key: `back-${round}`, applicant: round }, ledger);
      if (state !== 'scored') throw new Error(`the application is ${state}`);
    });
    const ended = stage.services.flatMap(({ unexpectedEnds }) => unexpectedEnds);
    if (ended.length > 0) throw new Error(ended.join('; '));
    return ms;
  },
};

function callsOf({ pool }: Scene): [string, ClientRequest?][] {
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify(pool.applications[0]);
  const file = makeFile(pool, { key: 'away', firstApplicant: 0, rows: 500, badRows: [] });
  const id = randomUUID();
  return [
    ['/v1/scores', { method: 'POST', body, headers: json }],
    ['/v1/scores', { method: 'POST', body, headers: { ...json, 'idempotency-key': id } }],
    ['/v1/batches', { method: 'POST', body: file.bytes, headers: { 'content-type': pool.contentType } }],
    ['/v1/batches'],
    [`/v1/batches/${id}`],
    [`/v1/scores/${id}`],
  ];
}

async function expectUnavailable({ client }: Scene, path: string, request?: ClientRequest): Promise<void> {
  const answer = await client.tryOnce(path, request);
  const problem = answer && Problem.safeParse(JSON.parse(answer.text));
  if (answer?.status === 503 && problem?.data?.code === 'redis-unavailable') return;
  throw new Error(`${path} was answered ${answer ? `${answer.status} ${answer.text}` : 'with nothing'}`);
}
