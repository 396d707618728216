import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository.mjs';
import { typeScriptCommand } from './typescript-command.mjs';

/**
 * How a service is run: with the limits of its memory that stand beside it, so that it stays flat. Read without a schema:
 * this is loaded before any library is installed.
 *
 * @param {string} name a folder of `services/`
 * @returns {{ command: [string, ...string[]], environment: Record<string, string> }}
 */
export function serviceLaunch(name) {
  /** @type {{ nodeOptions: string[], environment: Record<string, string> }} */
  const { nodeOptions, environment } = JSON.parse(
    readFileSync(join(repositoryRoot, 'services', name, 'launch.json'), 'utf8'),
  );
  const [program, ...args] = typeScriptCommand(`services/${name}/src/main.ts`);
  return { command: [program, ...nodeOptions, ...args], environment };
}
