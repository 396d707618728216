import { join } from 'node:path';
import { runProgram } from '../../cli/src/program.ts';
import type { Platform } from './platform.ts';

/** Runs a command of the terminal on the stores of a platform; answers its exit code and what it said. */
export async function runBora(
  { folder, url, keyFile }: Pick<Platform, 'folder' | 'url' | 'keyFile'>,
  ...args: string[]
): Promise<{ code: number; said: string }> {
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
  const code = await runProgram(args, { stdout: stream, stderr: stream, environment, signal });
  return { code, said };
}
