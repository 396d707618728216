import { PendingScore, Score } from '@bora/contracts';
import { z } from 'zod';
import type { SyntheticPool } from './applicant-pool.ts';
import type { Ledger } from './ledger.ts';
import type { PatientClient } from './patient-client.ts';

const Answer = z.union([Score, PendingScore]);

/** Sends one application until it is accepted, several times at once where told, and writes down what was answered. */
export async function sendSingle(
  client: PatientClient,
  pool: SyntheticPool,
  { key, applicant }: { readonly key: string; readonly applicant: number },
  ledger: Ledger,
  atOnce = 1,
): Promise<'scored' | 'queued' | 'failed'> {
  const application = pool.applications[applicant]!;
  const request = {
    method: 'POST',
    body: JSON.stringify(application),
    headers: { 'content-type': 'application/json', 'idempotency-key': key, prefer: 'wait=2' },
  } as const;
  const answers = await Promise.all(Array.from({ length: atOnce }, () => client.ask('/v1/scores', request)));
  const scores = answers.map(({ status, text }) => {
    if (status !== 200 && status !== 202) throw new Error(`an application was answered ${status}: ${text}`);
    return Answer.parse(JSON.parse(text));
  });
  ledger.singles.push({ key, applicant, application, scoreIds: new Set(scores.map(({ id }) => id)) });
  return scores[0]!.state;
}
