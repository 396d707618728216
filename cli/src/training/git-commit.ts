import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { repositoryRoot } from '../repository.ts';

/** The commit that this command runs from; null outside of a repository. */
export async function gitCommit(): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: repositoryRoot });
    return stdout.trim();
  } catch {
    return null;
  }
}
