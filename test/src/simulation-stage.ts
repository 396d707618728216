import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Scenario, SimulationRun } from '@bora/simulation';
import { repositoryRoot, waitUntil } from '@bora/testing';
import { expect } from 'vitest';
import { acceptedBatch, completed } from './client.ts';
import { labelledPath } from './labelled-file.ts';
import { type Platform, startPlatform } from './platform.ts';
import { runBora } from './run-bora.ts';

/** A platform that has scored a file whose outcomes are known, in chunks of 100 rows, to be simulated. */
export interface SimulationStage {
  readonly platform: Platform;
  /** Path of the file. */
  readonly data: string;
  readonly batchId: string;
  readonly scenario: Scenario;
  /** Runs a command of the terminal, which must succeed, and answers what it said. */
  bora(...args: string[]): Promise<string>;
  /** Asks for a simulation. */
  post(body: unknown): Promise<Response>;
  /** Asks for one that must be accepted, and answers its id. */
  started(body: unknown): Promise<string>;
  readRun(id: string): Promise<SimulationRun>;
  /** Waits until it has ended, well or not. */
  ended(id: string): Promise<SimulationRun>;
  close(): Promise<void>;
}

/** Rows of the file. */
export const rows = 3_000;

export async function openSimulationStage(): Promise<SimulationStage> {
  const platform = await startPlatform({ env: { CHUNK_ROWS: '100' } });
  const data = await labelledPath(platform, rows, 5);
  const batchId = (await acceptedBatch(platform.url, await readFile(data))).id;
  await completed(platform.url, batchId);
  const shipped = join(repositoryRoot, 'simulation', 'scenarios', 'thin-margin.json');

  const post = (body: unknown) =>
    fetch(`${platform.url}/v1/simulations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const readRun = async (id: string) =>
    SimulationRun.parse(await (await fetch(`${platform.url}/v1/simulations/${id}`)).json());
  return {
    platform,
    data,
    batchId,
    scenario: Scenario.parse(JSON.parse(await readFile(shipped, 'utf8'))),
    async bora(...args) {
      const { code, said } = await runBora(platform, ...args);
      expect(code, said).toBe(0);
      return said;
    },
    post,
    async started(body) {
      const response = await post(body);
      expect(response.status).toBe(202);
      return SimulationRun.parse(await response.json()).id;
    },
    readRun,
    async ended(id) {
      const run = async () => {
        const found = await readRun(id).catch(() => undefined);
        return found && found.state !== 'running' ? found : undefined;
      };
      return (await waitUntil(run, { what: 'the simulation to end' }))!;
    },
    close: () => platform.stop(),
  };
}
