import { ensureChromium } from './setup/chromium.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { endLike, runInForeground } from './setup/foreground-command.mjs';
import { ensureInterface } from './setup/interface.mjs';
import { requireNode } from './setup/node-version.mjs';
import { repositoryRoot } from './setup/repository.mjs';
import { reportFailure } from './setup/setup-error.mjs';
import { typeScriptCommand } from './setup/typescript-command.mjs';

/** `node scripts/screenshots.mjs [NAME …]`: photographs the pages of these names, or every page, anew into `docs/screenshots`. */
async function main() {
  requireNode();
  await ensureDependencies(repositoryRoot);
  await ensureInterface(repositoryRoot);
  await ensureChromium({ logsFolder: `${repositoryRoot}/.data/logs` });
  const [program, ...args] = typeScriptCommand('services/ui/test/screenshots.ts', process.argv.slice(2));
  endLike(await runInForeground(program, args, { cwd: repositoryRoot }));
}

main().catch(reportFailure);
