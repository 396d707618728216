import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ObservedEconomics, parseObservedEconomics } from '@bora/simulation';
import { inRepository } from '../repository.ts';
import { CliError } from '../terminal/cli-error.ts';

const folder = inRepository('simulation', 'observed');

/**
 * Reads observed economics by the id of one in `simulation/observed/`, or by path.
 *
 * @param schemaId the schema that they have to be of, where it is known
 * @throws CliError, ObservedError
 */
export async function readEconomicsFile(idOrPath: string, schemaId?: string): Promise<ObservedEconomics> {
  const economics = await readEconomics(idOrPath);
  if (schemaId === undefined || economics.schema === schemaId) return economics;
  throw new CliError(
    `The economics ${idOrPath} are of the schema ${economics.schema}, not ${schemaId}: choose others.`,
  );
}

async function readEconomics(idOrPath: string): Promise<ObservedEconomics> {
  const shipped = resolve(folder, `${idOrPath}.json`);
  const path = !/[/\\]|\.json$/.test(idOrPath) && existsSync(shipped) ? shipped : resolve(idOrPath);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text !== undefined) return parseObservedEconomics(text, idOrPath);
  const ids = (await readdir(folder)).map((name) => name.replace(/\.json$/, ''));
  throw new CliError(`There are no economics ${idOrPath}: give a path, or one of ${ids.join(', ')}.`);
}
