import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCollected } from './collected-command.mjs';
import { withProgress } from './progress-line.mjs';

/** Its own installer of the kernel fails, so that the kernel is described to Jupyter here. */
const TSLAB = 'tslab@1.0.22';

/**
 * Installs the TypeScript kernel of notebooks beside the data of this machine, once: it is not among the
 * dependencies, so that nobody waits for it who runs no notebook.
 *
 * @param {string} folder of the kernel
 * @param {{ logsFolder: string, signal?: AbortSignal | undefined }} options
 * @returns {Promise<string>} what JUPYTER_PATH is to name; the kernel is `tslab`
 * @throws {import('./setup-error.mjs').SetupError} with the installer's output when it fails
 */
export async function ensureNotebookKernel(folder, { logsFolder, signal }) {
  const program = join(folder, 'node_modules/tslab/bin/tslab');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const install = ['install', '--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', TSLAB];
    await withProgress('Installing the notebook kernel', () =>
      runCollected('npm', install, { cwd: folder, logFile: join(logsFolder, 'tslab-install.log'), signal }),
    );
  }
  const kernel = join(folder, 'jupyter/kernels/tslab');
  mkdirSync(kernel, { recursive: true });
  // The kernel runs under the loader that lets a notebook require the packages of the repository.
  const argv = [
    process.execPath,
    '--import',
    import.meta.resolve('tsx'),
    program,
    'kernel',
    '--config-path={connection_file}',
  ];
  writeFileSync(
    join(kernel, 'kernel.json'),
    JSON.stringify({ argv, display_name: 'TypeScript', language: 'typescript' }),
  );
  return join(folder, 'jupyter');
}
