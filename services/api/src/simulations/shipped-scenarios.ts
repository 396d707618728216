import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseScenario, type Scenario, scenariosFolder } from '@bora/simulation';

/** The scenarios that ship, by id. @throws ScenarioError where one cannot be used */
export async function readShippedScenarios(): Promise<Scenario[]> {
  const names = (await readdir(scenariosFolder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => parseScenario(await readFile(join(scenariosFolder, name), 'utf8'), name)),
  );
}
