import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseScenario, type Scenario } from '@bora/simulation';
import { inRepository } from '../repository.ts';
import { CliError } from '../terminal/cli-error.ts';

/**
 * Reads the scenarios of these ids or paths; without any, all that ship for the schema.
 *
 * @throws CliError where there is none; ScenarioError where one cannot be used
 */
export async function readScenarios(names: readonly string[], schemaId: string): Promise<Scenario[]> {
  if (names.length > 0) return distinct(await Promise.all(names.map(readScenario)));
  const shipped = await Promise.all((await shippedIds()).map(readScenario));
  const suitable = shipped.filter(({ schema }) => schema === schemaId);
  if (suitable.length > 0) return suitable;
  throw new CliError(
    `No scenario ships for the schema ${schemaId}: write one after simulation/scenarios/ and give it with --scenario.`,
  );
}

async function readScenario(idOrPath: string): Promise<Scenario> {
  const shipped = inRepository('simulation', 'scenarios', `${idOrPath}.json`);
  const path = !/[/\\]|\.json$/.test(idOrPath) && existsSync(shipped) ? shipped : resolve(idOrPath);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text !== undefined) return parseScenario(text, idOrPath);
  throw new CliError(
    `There is no scenario ${idOrPath}: give a path, or one of ${(await shippedIds()).join(', ')}.`,
  );
}

async function shippedIds(): Promise<string[]> {
  const files = await readdir(inRepository('simulation', 'scenarios'));
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

function distinct(scenarios: Scenario[]): Scenario[] {
  const ids = scenarios.map(({ id }) => id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated === undefined) return scenarios;
  throw new CliError(`Two scenarios are called ${repeated}: give each an id of its own.`);
}
