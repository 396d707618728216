import { readFile } from 'node:fs/promises';
import type { Application, ApplicationSchema } from '@bora/contracts';
import { sharedData } from '@bora/testing';
import { readSchemaFile } from '../../../cli/src/files/schema-file.ts';
import { createApplicantGenerator } from '../../../cli/src/synth/applicant-generator.ts';
import { syntheticFile } from '../../../cli/src/synth/synthetic-file.ts';
import { readRecipe } from '../../../cli/src/synth/synthetic-recipe.ts';

/** Applicants of which files are made: each stands on a line of its own. */
export interface ApplicantPool {
  readonly name: 'synthetic' | 'real';
  readonly schema: ApplicationSchema;
  readonly contentType: string;
  /** Bytes are kept as they are, one a character. */
  readonly header: string | undefined;
  readonly lines: readonly string[];
}

/** Synthetic applicants, who can be sent one by one as well. */
export interface SyntheticPool extends ApplicantPool {
  readonly applications: readonly Application[];
}

const schemaId = 'pakdd2010';
const poolRows = 20_000;
const seed = 8;
const realFile = ['pakdd2010', 'PAKDD2010_Leaderboard_Data.txt'];

export async function syntheticPool(): Promise<SyntheticPool> {
  const { path, schema } = await readSchemaFile(schemaId);
  const generate = createApplicantGenerator(schema, await readRecipe(path, schema), seed);
  const applications: Application[] = [];
  const remembering = {
    next() {
      const applicant = generate.next();
      applications.push(applicationOf(schema, applicant.values));
      return applicant;
    },
  };
  const settings = { rows: poolRows, label: false, layout: 'header' } as const;
  const text = [...syntheticFile(schema, remembering, settings)].map((piece) => piece.text).join('');
  const [header, ...lines] = linesOf(Buffer.from(text));
  return { name: 'synthetic', schema, contentType: 'text/csv', header, lines, applications };
}

/** The published file that lies beside the repository; `undefined` where it is absent. */
export async function realPool(): Promise<ApplicantPool | undefined> {
  const path = sharedData(...realFile);
  if (path === undefined) return undefined;
  const { schema } = await readSchemaFile(schemaId);
  const lines = linesOf(await readFile(path));
  return { name: 'real', schema, contentType: 'text/tab-separated-values', header: undefined, lines };
}

/** A file with these lines. */
export function fileOf({ header }: ApplicantPool, lines: readonly string[]): Buffer {
  const all = header === undefined ? lines : [header, ...lines];
  return Buffer.from(`${all.join('\n')}\n`, 'latin1');
}

function linesOf(bytes: Buffer): string[] {
  return bytes.toString('latin1').trimEnd().split('\n');
}

function applicationOf(schema: ApplicationSchema, values: readonly string[]): Application {
  const given = schema.variables.flatMap(({ name, kind }, index) =>
    kind === 'label' || values[index] === '' ? [] : [[name, values[index]!] as const],
  );
  return Object.fromEntries(given);
}
