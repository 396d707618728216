import { Batch, type PolicyReference } from '@bora/contracts';
import { ScenarioList, SimulationRun } from '@bora/simulation/run';
import { completed } from '@bora/system-test/client';
import { labelledFile } from '@bora/system-test/labelled-file';
import type { Platform } from '@bora/system-test/platform';
import { waitUntil } from '@bora/testing';

/** Addresses of two finished simulations of one labelled file: by the live policy and by a milder one. */
export async function simulatedRuns(platform: Platform): Promise<[first: string, second: string]> {
  const { url } = platform;
  const file = await labelledFile(platform, 8_000, 5);
  const made = await fetch(`${url}/v1/policies/default`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ description: 'A milder one', approveBelow: 0.25, declineFrom: 0.35, rules: [] }),
  });
  if (!made.ok) throw new Error(`The policy was not stored: ${made.status}`);
  return [
    await simulated(url, file, { name: 'default', version: 1 }),
    await simulated(url, file, { name: 'default', version: 2 }),
  ];
}

async function simulated(url: string, file: Buffer, { name, version }: PolicyReference): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(file)], { type: 'text/csv' }), 'last-year-with-outcomes.csv');
  const sent = await fetch(`${url}/v1/batches?policy=${name}/${version}`, { method: 'POST', body: form });
  const batch = Batch.parse(await sent.json());
  await completed(url, batch.id);
  const { scenarios } = ScenarioList.parse(await (await fetch(`${url}/v1/scenarios`)).json());
  const scenario = scenarios.find(({ id }) => id === 'thin-margin');
  const started = await fetch(`${url}/v1/simulations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ batchId: batch.id, scenario }),
  });
  const { id } = SimulationRun.parse(await started.json());
  const hasReport = async () => {
    const run = SimulationRun.parse(await (await fetch(`${url}/v1/simulations/${id}`)).json());
    return run.report !== null;
  };
  await waitUntil(hasReport, { what: 'the simulation to end' });
  return id;
}
