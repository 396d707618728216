import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApplicationSchema } from '@bora/contracts';
import { ScenarioList, SimulationList, SimulationRun } from '@bora/simulation';
import { repositoryRoot } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptedBatch, completed } from './src/client.ts';
import { openSimulationStage, rows, type SimulationStage } from './src/simulation-stage.ts';

let stage: SimulationStage;
beforeAll(async () => {
  stage = await openSimulationStage();
});
afterAll(() => stage?.close());

test('simulations are listed newest first with what they replayed, and stay as they ended', async () => {
  const { platform, batchId, scenario, started, readRun, ended } = stage;
  const first = await ended(await started({ batchId, scenario }));
  const second = await ended(await started({ batchId, scenario }));
  const list = SimulationList.parse(await (await fetch(`${platform.url}/v1/simulations?limit=2`)).json());
  expect(list.simulations.map(({ id }) => id)).toEqual([second.id, first.id]);
  expect(list.simulations[0]).toMatchObject({
    state: 'completed',
    batchId,
    model: { name: 'pakdd2010' },
    policy: { name: 'default', version: 1 },
    scenario: { id: scenario.id, title: scenario.title },
  });
  expect(await readRun(first.id)).toEqual(first);
  expect(second.report).toEqual(first.report);
});

test('a simulation that is asked for again with its Idempotency-Key is the first one, and another body is refused', async () => {
  const { platform, batchId, scenario, ended } = stage;
  const send = (body: unknown) =>
    fetch(`${platform.url}/v1/simulations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
      body: JSON.stringify(body),
    });
  const posted = async () => {
    for (;;) {
      const response = await send({ batchId, scenario });
      if (response.status === 202) return response;
      expect(response.status).toBe(409);
    }
  };
  const first = await posted();
  const text = await first.text();
  const { id } = SimulationRun.parse(JSON.parse(text));
  await ended(id);
  const again = await posted();
  expect([again.status, await again.text()]).toEqual([202, text]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.headers.get('location')).toBe(`/v1/simulations/${id}`);
  const other = await send({ batchId, scenario: { ...scenario, title: 'another' } });
  expect(other.status).toBe(422);
  expect(await other.json()).toMatchObject({ code: 'idempotency-mismatch' });
  const at = await Promise.all([1, 2, 3].map(posted));
  expect(new Set(at.map((response) => response.headers.get('location'))).size).toBe(1);
});

test('the scenarios that ship are offered, each figure with its source', async () => {
  const { platform, scenario } = stage;
  const { scenarios } = ScenarioList.parse(await (await fetch(`${platform.url}/v1/scenarios`)).json());
  expect(scenarios).toContainEqual(scenario);
  expect(scenarios.length).toBeGreaterThan(1);
});

test('what cannot be replayed is refused with a named problem', async () => {
  const { platform, batchId, scenario, bora, post } = stage;
  const code = async (body: unknown) => {
    const response = await post(body);
    const { code, detail } = (await response.json()) as { code: string; detail: string };
    return { status: response.status, code, detail };
  };
  const stranger = '00000000-0000-4000-8000-000000000000';
  expect(await code({ batchId: stranger, scenario })).toMatchObject({ status: 404, code: 'batch-not-found' });
  const negative = structuredClone(scenario);
  negative.assumptions.lgd.value = -1;
  expect(await code({ batchId, scenario: negative })).toMatchObject({ status: 400, code: 'bad-request' });
  const other = { ...scenario, schema: 'another' };
  const refused = await code({ batchId, scenario: other });
  expect(refused).toMatchObject({ status: 422, code: 'simulation-invalid' });
  expect(refused.detail).toContain('is for the schema another');

  const unlabelled = join(platform.folder, 'unlabelled.csv');
  await bora('synth', '--schema', 'pakdd2010', '--out', unlabelled, '--rows', '50', '--seed', '6');
  const { id } = await acceptedBatch(platform.url, await readFile(unlabelled));
  await completed(platform.url, id);
  expect((await code({ batchId: id, scenario })).detail).toMatch(/outcome of every row/);
  expect(await code({ batchId, scenario, againstBatchId: id })).toMatchObject({
    status: 422,
    code: 'simulation-invalid',
    detail: expect.stringContaining('not of the same file'),
  });
  expect((await code({ batchId, scenario, segment: 'shoe_size' })).detail).toContain('no variable shoe_size');
  expect((await fetch(`${platform.url}/v1/simulations/${stranger}`)).status).toBe(404);
});

test('rows without what a line is made of end a simulation with the number of all of them', async () => {
  const { platform, data, scenario, started, ended } = stage;
  const schema = ApplicationSchema.parse(
    JSON.parse(await readFile(join(repositoryRoot, 'schemas', 'pakdd2010.json'), 'utf8')),
  );
  const number = schema.variables.find((one) => one.kind === 'number')!;
  const lines = (await readFile(data, 'utf8')).split('\n');
  const delimiter = [',', '\t', ';'].find((one) => lines[0]!.includes(one))!;
  const at = lines[0]!.split(delimiter).indexOf(number.name);
  const without = lines.map((line, row) =>
    row % 500 === 250 ? line.split(delimiter).with(at, '').join(delimiter) : line,
  );
  const { id } = await acceptedBatch(platform.url, Buffer.from(without.join('\n')));
  await completed(platform.url, id);
  const line = { kind: 'column' as const, variable: number.name, unit: 'BRL', source: 'invented' };
  const changed = { ...scenario, assumptions: { ...scenario.assumptions, line } };
  const run = await ended(await started({ batchId: id, scenario: changed }));
  expect(run.failure).toMatchObject({ code: 'missing-values' });
  expect(run.failure!.message).toMatch(new RegExp(`^${rows / 500} rows have no ${number.name}`));
});
