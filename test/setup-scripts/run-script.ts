import { join } from 'node:path';
import { type ProcessExit, spawnTypeScript } from '@bora/testing';

/** Absolute path of a script of this folder. */
export function scriptPath(name: string): string {
  return join(import.meta.dirname, name);
}

export async function runScript(
  script: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<ProcessExit & { stdout: string; stderr: string }> {
  const child = await spawnTypeScript(scriptPath(script), { args, env });
  const exit = await child.exited;
  return { ...exit, stdout: child.stdout, stderr: child.stderr };
}

/** The value that a function of scripts/setup returns, in a process of its own. */
export async function call(file: string, name: string, args: unknown[]): Promise<unknown> {
  const { code, stdout, stderr } = await runScript('call.mjs', [file, name, JSON.stringify(args)]);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
