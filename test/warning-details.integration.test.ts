import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ApplicationSchema, BatchRow, Score, type WarningCode, warningCodes } from '@bora/contracts';
import { repositoryRoot } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptedBatch, completed } from './src/client.ts';
import { type Platform, startPlatform } from './src/platform.ts';

let platform: Platform;
let variables: ApplicationSchema['variables'];

beforeAll(async () => {
  platform = await startPlatform({ env: { COMPLIANCE_PROFILE: 'none' } });
  const text = await readFile(join(repositoryRoot, 'schemas/pakdd2010.json'), 'utf8');
  variables = ApplicationSchema.parse(JSON.parse(text)).variables;
});
afterAll(() => platform.stop());

const get = async (path: string) => (await fetch(`${platform.url}${path}`)).json();

/** Codes of a score that are about one value, and those that its details name. */
function codes(
  warnings: readonly WarningCode[],
  details: readonly { code: WarningCode }[] | null | undefined,
) {
  const named = new Set(details?.map(({ code }) => code));
  const about = (code: WarningCode) => code !== 'many-missing';
  return { said: warnings.filter(about), named: warningCodes.filter((code) => named.has(code)) };
}

test('the warnings that the worker gave are the ones whose variables are named, for a row and for a single', async () => {
  const number = variables.find(({ kind, max }) => kind === 'number' && max !== undefined)!;
  const category = variables.find(({ kind, values, open }) => kind === 'category' && values && !open)!;
  const sample = await readFile(join(repositoryRoot, 'data/sample-applicants.csv'), 'utf8');
  const [header, ...lines] = sample.trim().split('\n');
  const names = header!.split(',');
  const dirty = lines.slice(0, 120).map((line, row) => {
    const fields = line.split(',');
    if (row % 4 === 1) fields[names.indexOf(number.name)] = '1e9';
    if (row % 4 === 2) fields[names.indexOf(category.name)] = 'Q';
    if (row % 4 === 3) fields[names.indexOf(number.name)] = '#DIV/0!';
    return fields;
  });
  const file = [names, ...dirty].map((fields) => fields.join(',')).join('\n');
  const batch = await acceptedBatch(platform.url, Buffer.from(file), { query: '?model=pakdd2010-none' });
  await completed(platform.url, batch.id);
  let warned = 0;
  for (const [index, fields] of dirty.entries()) {
    const { score, warningDetails } = BatchRow.parse(await get(`/v1/batches/${batch.id}/rows/${index + 1}`));
    const { said, named } = codes(score!.warnings, warningDetails);
    expect({ index, codes: named }).toEqual({ index, codes: said });
    if (said.length > 0) warned += 1;
    if (index % 4 === 1) {
      const { name, label } = number;
      expect(warningDetails).toContainEqual({ code: 'out-of-bounds', variable: name, label });
    }
    if (index >= 8) continue;
    const application = Object.fromEntries(fields.map((value, field) => [names[field]!, value]));
    const posted = await fetch(`${platform.url}/v1/scores?model=pakdd2010-none`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'wait=20' },
      body: JSON.stringify(application),
    });
    const { id } = Score.parse(await posted.json());
    const single = Score.parse(await get(`/v1/scores/${id}`));
    expect(single.warningDetails ?? []).toEqual(warningDetails);
    expect(single.warnings).toEqual(score!.warnings);
  }
  expect(warned).toBeGreaterThan(60);

  await rm(join(platform.folder, 'uploads'), { recursive: true });
  const gone = BatchRow.parse(await get(`/v1/batches/${batch.id}/rows/2`));
  expect([gone.values, gone.warningDetails]).toEqual([null, null]);
});
