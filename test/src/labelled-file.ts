import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../../cli/src/program.ts';
import type { Platform } from './platform.ts';

/** Bytes of a CSV file of invented applicants, each with an outcome. */
export async function labelledFile(
  { folder }: Pick<Platform, 'folder'>,
  rows: number,
  seed: number,
): Promise<Buffer> {
  const out = join(folder, `labelled-${rows}-${seed}.csv`);
  const args = [
    'synth',
    '--schema',
    'pakdd2010',
    '--out',
    out,
    '--rows',
    `${rows}`,
    '--seed',
    `${seed}`,
    '--label',
  ];
  let said = '';
  const write = (text: string) => {
    said += text;
    return true;
  };
  const stream = { write } as unknown as NodeJS.WritableStream;
  const environment = { MODEL_STORE: `file:${join(folder, 'models')}` };
  const { signal } = new AbortController();
  const code = await runProgram(args, { stdout: stream, stderr: stream, environment, signal });
  if (code !== 0) throw new Error(`The labelled file could not be made: ${said}`);
  return readFile(out);
}
