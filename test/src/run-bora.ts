import { join } from 'node:path';
import { expect } from 'vitest';
import { runProgram } from '../../cli/src/program.ts';
import type { Platform } from './platform.ts';

/** Runs a command of the terminal on the stores of a platform, which must succeed, and answers what it said. */
export async function runBora(
  { folder, url, keyFile }: Pick<Platform, 'folder' | 'url' | 'keyFile'>,
  ...args: string[]
): Promise<string> {
  let said = '';
  const write = (text: string) => {
    said += text;
    return true;
  };
  const stream = { write } as unknown as NodeJS.WritableStream;
  const environment = {
    MODEL_STORE: `file:${join(folder, 'models')}`,
    POLICY_STORE: `file:${join(folder, 'policies')}`,
    BORA_URL: url,
    LOCAL_KEY_FILE: keyFile,
  };
  const { signal } = new AbortController();
  expect(await runProgram(args, { stdout: stream, stderr: stream, environment, signal }), said).toBe(0);
  return said;
}
