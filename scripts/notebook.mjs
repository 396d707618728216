import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { runCollected } from './setup/collected-command.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { executedNotebook } from './setup/executed-notebook.mjs';
import { requireNode } from './setup/node-version.mjs';
import { ensureNotebookKernel } from './setup/notebook-kernel.mjs';
import { withProgress } from './setup/progress-line.mjs';
import { repositoryRoot } from './setup/repository.mjs';
import { reportFailure, SetupError } from './setup/setup-error.mjs';
import { ensureProgram } from './setup/system-program.mjs';

const USAGE = 'Name a notebook: node scripts/notebook.mjs notebooks/eda.ipynb';
const mostSecondsACell = 600;

const usualFolders = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', '/home/linuxbrew/.linuxbrew/bin'];

const nbconvert = {
  names: ['jupyter-nbconvert'],
  aptPackage: 'jupyter-nbconvert',
  brewFormula: 'jupyterlab',
  byHand:
    'Running a notebook needs jupyter-nbconvert: install it (Debian and Ubuntu: `sudo apt-get install jupyter-nbconvert`, macOS: `brew install jupyterlab`).',
};

/** Runs a notebook from its first cell to its last and keeps its outputs in it; the file is whole or as it was. */
async function main() {
  requireNode();
  const [given] = process.argv.slice(2);
  if (given === undefined || !given.endsWith('.ipynb')) throw new SetupError(USAGE);
  const notebook = resolve(given);
  const logsFolder = join(repositoryRoot, '.data/logs');
  await ensureDependencies(repositoryRoot);
  const program = await ensureProgram(nbconvert, { logsFolder, folders: usualFolders });
  const jupyterPath = await ensureNotebookKernel(join(repositoryRoot, '.data/notebook-kernel'), {
    logsFolder,
  });
  const folder = mkdtempSync(join(tmpdir(), 'bora-notebook-'));
  try {
    // A failure is told by its cell's own words, not by the stack of what ran it.
    const run = [
      '--to',
      'notebook',
      '--execute',
      '--allow-errors',
      `--ExecutePreprocessor.timeout=${mostSecondsACell}`,
    ];
    const result = join(folder, 'executed.ipynb');
    const executed = await withProgress(`Running ${basename(notebook)}`, async () => {
      await runCollected(program, [...run, '--output', result, notebook], {
        cwd: dirname(notebook),
        env: {
          ...process.env,
          JUPYTER_PATH: jupyterPath,
          TSX_TSCONFIG_PATH: join(repositoryRoot, 'tsconfig.json'),
        },
        logFile: join(logsFolder, 'notebook.log'),
      });
      return executedNotebook(JSON.parse(readFileSync(result, 'utf8')));
    });
    const partial = `${notebook}.partial`;
    writeFileSync(partial, `${JSON.stringify(executed, null, 1)}\n`);
    renameSync(partial, notebook);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch(reportFailure);
