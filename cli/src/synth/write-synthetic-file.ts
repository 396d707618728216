import { writeCompleteFile } from '../files/complete-file.ts';
import { readSchemaFile } from '../files/schema-file.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { createApplicantGenerator } from './applicant-generator.ts';
import { type SyntheticFileSettings, syntheticFile } from './synthetic-file.ts';
import { readRecipe } from './synthetic-recipe.ts';

export interface SynthOptions extends SyntheticFileSettings {
  /** Id or path of an application schema. */
  readonly schema: string;
  readonly seed: number;
  /** Number in the id of the first applicant. */
  readonly firstId: number;
  readonly out: string;
}

export interface WrittenFile {
  readonly out: string;
  readonly schema: string;
  readonly rows: number;
  readonly bytes: number;
}

/** Writes a file of synthetic applicants; it is there whole or not at all. */
export async function writeSyntheticFile(terminal: Terminal, options: SynthOptions): Promise<WrittenFile> {
  const { path, schema } = await readSchemaFile(options.schema);
  const recipe = await readRecipe(path, schema);
  const generator = createApplicantGenerator(schema, recipe, options.seed, options.firstId);
  const progress = startProgress(terminal, { label: 'Writing', total: options.rows, unit: 'rows' });
  let rows = 0;
  let bytes = 0;
  function* counted(): Generator<Buffer> {
    for (const piece of syntheticFile(schema, generator, options)) {
      const encoded = Buffer.from(piece.text);
      rows += piece.rows;
      bytes += encoded.length;
      progress.update(rows);
      yield encoded;
    }
  }
  try {
    await writeCompleteFile(options.out, counted(), terminal.signal);
  } finally {
    progress.stop();
  }
  return { out: options.out, schema: schema.id, rows, bytes };
}
