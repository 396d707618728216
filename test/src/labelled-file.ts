import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Platform } from './platform.ts';
import { runBora } from './run-bora.ts';

/** Path of a CSV file of invented applicants, each with an outcome, in the folder of the platform. */
export async function labelledPath(platform: Platform, rows: number, seed: number): Promise<string> {
  const out = join(platform.folder, `labelled-${rows}-${seed}.csv`);
  const shape = ['--schema', 'pakdd2010', '--rows', `${rows}`, '--seed', `${seed}`, '--label'];
  const { code, said } = await runBora(platform, 'synth', ...shape, '--out', out);
  if (code !== 0) throw new Error(`The labelled file could not be made: ${said}`);
  return out;
}

/** Bytes of such a file. */
export async function labelledFile(platform: Platform, rows: number, seed: number): Promise<Buffer> {
  return readFile(await labelledPath(platform, rows, seed));
}
