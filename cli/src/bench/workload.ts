import { createReadStream, existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApplicationSchema } from '@bora/contracts';
import { openApplicantFile } from '@bora/features';
import { writeCompleteFile } from '../files/complete-file.ts';
import { readSchemaFile } from '../files/schema-file.ts';
import { inRepository } from '../repository.ts';
import { createApplicantGenerator } from '../synth/applicant-generator.ts';
import { syntheticFile } from '../synth/synthetic-file.ts';
import { readRecipe } from '../synth/synthetic-recipe.ts';

/** A file to be scored. */
export interface Workload {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  /** `synthetic`, or the real file that it is made of. */
  readonly source: string;
}

/** Real applicants, where the data for development lies beside the repository; they never become part of it. */
const realFile = '../shared/data/pakdd2010/PAKDD2010_Modeling_Data.txt';
const realRows = 50_000;
export const benchSchema = 'pakdd2010';
const seed = 1;

/**
 * Writes a file of `rows` applicants: whole copies of the real file where it is there and `rows` is a multiple of its
 * 50,000, else its first rows; synthetic ones where it is not.
 */
export async function makeWorkload(folder: string, rows: number, signal: AbortSignal): Promise<Workload> {
  const path = join(folder, `applicants-${rows}.txt`);
  const real = inRepository(realFile);
  const isReal = existsSync(real);
  await writeCompleteFile(
    path,
    isReal ? repeated(real, rows) : synthetic(await benchSchemaFile(), rows),
    signal,
  );
  const { size } = await stat(path);
  return { path, rows, bytes: size, source: isReal ? 'PAKDD2010_Modeling_Data.txt' : 'synthetic' };
}

export async function benchSchemaFile(): Promise<{ path: string; schema: ApplicationSchema }> {
  return readSchemaFile(benchSchema);
}

async function* repeated(file: string, rows: number): AsyncGenerator<Uint8Array> {
  for (let written = 0; written + realRows <= rows; written += realRows) yield* createReadStream(file);
  if (rows % realRows > 0) yield await firstRows(file, rows % realRows);
}

async function firstRows(file: string, rows: number): Promise<Uint8Array> {
  const bytes = await readFile(file);
  const { schema } = await benchSchemaFile();
  const { records } = openApplicantFile(bytes, schema);
  let end = 0;
  for (let row = 0; row < rows; row += 1) end = records.indexOf(10, end) + 1;
  return records.subarray(0, end);
}

async function* synthetic(
  { path, schema }: { path: string; schema: ApplicationSchema },
  rows: number,
): AsyncGenerator<string> {
  const generator = createApplicantGenerator(schema, await readRecipe(path, schema), seed);
  for (const { text } of syntheticFile(schema, generator, { rows, label: true, layout: 'published' }))
    yield text;
}

/** Synthetic applications as JSON bodies of single requests. */
export async function makeApplications(count: number): Promise<string[]> {
  const { path, schema } = await benchSchemaFile();
  const generator = createApplicantGenerator(schema, await readRecipe(path, schema), seed);
  return Array.from({ length: count }, () => {
    const { values } = generator.next();
    const given = schema.variables.flatMap(({ name, kind }, index) =>
      kind === 'label' || values[index] === '' ? [] : [[name, values[index]]],
    );
    return JSON.stringify(Object.fromEntries(given));
  });
}
