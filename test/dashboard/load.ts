import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { repositoryRoot } from '@bora/testing';
import { type ApplicantPool, fileOf, realPool, syntheticPool } from '../chaos/load/applicant-pool.ts';
import { acceptedBatch, completed } from '../src/client.ts';
import { inventedPurchases, purchasesFile } from '../src/customer-files.ts';
import type { Platform } from '../src/platform.ts';
import { acceptedSegmentation, endedSegmentation } from '../src/segmentation-client.ts';

/** What people do with a platform while it is watched; each ends when it is done once. */
export interface Load {
  /** A file of 20,000 applicants, the published ones where that file is at hand; its id, as soon as it is accepted. */
  acceptFile(): Promise<string>;
  scored(id: string): Promise<void>;
  /** Single applications one after the other, each waited for, with pauses that shrink and grow. */
  scoreSingles(signal: AbortSignal): Promise<void>;
  simulate(): Promise<void>;
  segment(): Promise<void>;
  readonly applicants: ApplicantPool['name'];
}

/** Longer than a worker or Redis is away. */
const patienceMs = 180_000;

export async function createLoad({ url }: Platform): Promise<Load> {
  const { applications, ...synthetic } = await syntheticPool();
  const pool = (await realPool()) ?? synthetic;
  let files = 0;
  /** The same bytes would count once in the drift of scores. */
  const nextFile = () => {
    const from = (files++ * 7_000) % pool.lines.length;
    return fileOf(pool, [...pool.lines.slice(from), ...pool.lines.slice(0, from)]);
  };

  return {
    applicants: pool.name,
    async acceptFile() {
      return (await acceptedBatch(url, nextFile(), { type: pool.contentType })).id;
    },
    async scored(id) {
      await completed(url, id, patienceMs);
    },
    async scoreSingles(signal) {
      const headers = { 'content-type': 'application/json', prefer: 'wait=20' };
      for (let count = 0; !signal.aborted; count += 1) {
        const body = JSON.stringify(applications[count % applications.length]);
        // While Redis is away the api answers 503, which is to be seen.
        const answer = await fetch(`${url}/v1/scores`, { method: 'POST', headers, body });
        await answer.arrayBuffer();
        await pause(250 + 200 * Math.sin(count / 100));
      }
    },
    async simulate() {
      const outcomes = await readFile(join(repositoryRoot, 'data/sample-outcomes.csv'));
      const scenario = await readFile(join(repositoryRoot, 'simulation/scenarios/thin-margin.json'), 'utf8');
      const { id } = await acceptedBatch(url, outcomes);
      await completed(url, id, patienceMs);
      const body = JSON.stringify({ batchId: id, scenario: JSON.parse(scenario) });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${url}/v1/simulations`, { method: 'POST', headers, body });
      if (answer.status !== 202) throw new Error(`The simulation was refused: ${await answer.text()}`);
      await answer.arrayBuffer();
    },
    async segment() {
      const { id } = await acceptedSegmentation(url, purchasesFile(inventedPurchases(1_500, 6)));
      await endedSegmentation(url, id);
    },
  };
}
