import { Batch, type Decision } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { postInventedFile } from './post-invented-file.ts';
import type { RunningApi } from './running-api.ts';
import { foundDecisions } from './search.ts';

/** Uploads `rows` applicants as somebody; resolves when their decisions are recorded, with the ids of each decision. */
export async function decidedBatch(
  api: RunningApi,
  rows: number,
  who: Readonly<Record<string, string>> = {},
): Promise<Record<Decision, string[]>> {
  const posted = await postInventedFile(api.url, rows, { headers: who });
  const { id } = Batch.parse(await posted.json());
  const recorded = () => foundDecisions(api.url, { batch: id });
  await waitUntil(async () => (await recorded()).length === rows, {
    what: 'the decisions to be recorded',
  });
  const found: Record<Decision, string[]> = { approve: [], refer: [], decline: [] };
  for (const decision of (await recorded()).toReversed()) found[decision.decision].push(decision.id);
  return found;
}
