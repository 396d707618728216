import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { runInForeground } from './setup/foreground-command.mjs';
import { ensureInterface } from './setup/interface.mjs';
import { requireNode } from './setup/node-version.mjs';
import { ensurePostgres } from './setup/postgres-programs.mjs';
import { ensureRedisServer } from './setup/redis-server.mjs';
import { repositoryRoot } from './setup/repository.mjs';
import { reportFailure } from './setup/setup-error.mjs';
import { countTests } from './setup/test-counts.mjs';

/** `npm test`: sets up what is missing, then type check, lint and all tests; arguments go to the test runner. */
async function main() {
  requireNode();
  await ensureDependencies(repositoryRoot);
  await ensureInterface(repositoryRoot);
  const logsFolder = join(repositoryRoot, '.data/logs');
  const programs = [await ensureRedisServer({ logsFolder }), await ensureChromium({ logsFolder })];
  const folders = [
    ...programs.flatMap((program) => (program === undefined ? [] : [dirname(program)])),
    await ensurePostgres({ logsFolder }),
  ];
  const folder = temporaryFolderOfThisRun();
  const env = { ...process.env, PATH: [process.env.PATH, ...folders].join(delimiter), TMPDIR: folder };
  const reportFile = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  try {
    (await step('Type check', 'tsc', ['--noEmit'], env)) &&
      (await step('Type check of the pages', 'tsc', ['--noEmit', '-p', 'services/ui'], env)) &&
      (await step('Lint', 'biome', ['check', '.'], env)) &&
      (await step('Tests', 'vitest', ['run', ...reporters, ...process.argv.slice(2)], env));
    if (existsSync(reportFile)) console.log(countTests(JSON.parse(readFileSync(reportFile, 'utf8'))));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * All temporary files of a run lie in it and go with it. The compiled TypeScript that tsx keeps does as well: it looks
 * through all that it ever kept on this machine, for every file that it loads, in every process.
 *
 * @returns {string}
 */
function temporaryFolderOfThisRun() {
  const folder = mkdtempSync(join(tmpdir(), 'bora-tests-'));
  // PostgreSQL has its data in here, and is not root.
  chmodSync(folder, 0o711);
  return folder;
}

/**
 * @param {string} name for people
 * @param {string} tool of the workspace
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>} whether it succeeded
 */
async function step(name, tool, args, env) {
  const startedAt = Date.now();
  const program = join(repositoryRoot, 'node_modules/.bin', tool);
  const outcome = await runInForeground(program, args, { cwd: repositoryRoot, env });
  const isPassed = outcome.code === 0;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(isPassed ? `✓ ${name} (${seconds} s)` : `✗ ${name} failed (${seconds} s)`);
  if (!isPassed) process.exitCode = outcome.code ?? 1;
  return isPassed;
}

main().catch(reportFailure);
