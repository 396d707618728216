import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { cpus, release, totalmem, type } from 'node:os';
import { promisify } from 'node:util';
import { inRepository } from '../repository.ts';
import { gitCommit } from '../training/git-commit.ts';

/** The machine that a measurement holds for. */
export function describeMachine() {
  const processors = cpus();
  return {
    system: `${type()} ${release()}`,
    processor: processors[0]?.model.trim() ?? 'unknown',
    processors: processors.length,
    memoryMb: Math.round(totalmem() / 1e6),
  };
}

/** When it was measured, and the versions of everything that takes part. */
export async function describeVersions(backend: string) {
  const { stdout } = await promisify(execFile)('redis-server', ['--version']);
  return {
    measuredAt: new Date().toISOString(),
    bora: await packageVersion(inRepository('package.json')),
    commit: await gitCommit(),
    node: process.versions.node,
    redis: /v=(\S+)/.exec(stdout)?.[1] ?? 'unknown',
    backend,
  };
}

async function packageVersion(file: string): Promise<string> {
  const found: unknown = JSON.parse(await readFile(file, 'utf8'));
  const version = typeof found === 'object' && found && 'version' in found ? found.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
