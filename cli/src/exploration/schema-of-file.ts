import type { ApplicationSchema } from '@bora/contracts';
import { FileLayoutError } from '@bora/features';
import { readApplicantChunks } from '../files/applicant-chunks.ts';
import { readSchemaFile, shippedSchemaIds } from '../files/schema-file.ts';
import { CliError } from '../terminal/cli-error.ts';

/** The schema that is named, or the one shipped schema that the file's first row fits. Throws `CliError`. */
export async function schemaOfFile(
  file: string,
  name: string | undefined,
  signal: AbortSignal,
): Promise<ApplicationSchema> {
  if (name !== undefined) return (await readSchemaFile(name)).schema;
  const ids = await shippedSchemaIds();
  const fitting: ApplicationSchema[] = [];
  for (const id of ids) {
    const { schema } = await readSchemaFile(id);
    if (await fits(file, schema, signal)) fitting.push(schema);
  }
  const [schema, another] = fitting;
  if (schema && !another) return schema;
  const found = schema ? `more than one schema (${fitting.map(({ id }) => id).join(', ')})` : 'no schema';
  throw new CliError(
    `The first row of ${file} fits ${found}: name one with --schema, of ${ids.join(', ')}, or the path of your own.`,
  );
}

/** Whether the first row can be read by the schema. */
async function fits(file: string, schema: ApplicationSchema, signal: AbortSignal): Promise<boolean> {
  try {
    for await (const _ of readApplicantChunks(file, schema, 1, signal)) break;
    return true;
  } catch (error) {
    if (error instanceof FileLayoutError) return false;
    throw error;
  }
}
