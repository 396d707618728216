import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository.mjs';
import { typeScriptCommand } from './typescript-command.mjs';

/**
 * How a service is run: with the limits of its heap that stand beside it, so that its memory stays flat.
 *
 * @param {string} name a folder of `services/`
 * @returns {[string, ...string[]]} the command
 */
export function serviceCommand(name) {
  /** @type {string[]} */
  const nodeOptions = JSON.parse(
    readFileSync(join(repositoryRoot, 'services', name, 'node-options.json'), 'utf8'),
  );
  const [program, ...args] = typeScriptCommand(`services/${name}/src/main.ts`);
  return [program, ...nodeOptions, ...args];
}
