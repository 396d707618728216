import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ApplicationSchema } from '@bora/contracts';
import { inRepository } from '../repository.ts';
import { CliError } from '../terminal/cli-error.ts';

export interface SchemaFile {
  readonly path: string;
  readonly schema: ApplicationSchema;
}

/** Reads an application schema by the id of one in `schemas/`, or by path. Throws `CliError`. */
export async function readSchemaFile(idOrPath: string): Promise<SchemaFile> {
  const shipped = inRepository('schemas', `${idOrPath}.json`);
  const path = !/[/\\]|\.json$/.test(idOrPath) && existsSync(shipped) ? shipped : resolve(idOrPath);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new CliError(
      `There is no schema ${idOrPath}: give a path, or one of ${(await shippedSchemaIds()).join(', ')}.`,
    );
  }
  const parsed = ApplicationSchema.safeParse(parsedJson(text, path));
  if (parsed.success) return { path, schema: parsed.data };
  const [issue] = parsed.error.issues;
  throw new CliError(`${path} is not an application schema: ${issue?.path.join('.')}: ${issue?.message}.`);
}

/** Ids of the schemas in `schemas/`, in the order of the alphabet. */
export async function shippedSchemaIds(): Promise<string[]> {
  const names = await readdir(inRepository('schemas'));
  return names
    .filter((name) => /^[a-z0-9-]+\.json$/.test(name))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

/** Throws `CliError` where the text of the file is not JSON. */
export function parsedJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError(`${path} is not JSON.`);
  }
}
