import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { endLike, runInForeground } from './setup/foreground-command.mjs';
import { localStores } from './setup/local-stores.mjs';
import { requireNode } from './setup/node-version.mjs';
import { repositoryRoot } from './setup/repository.mjs';
import { reportFailure } from './setup/setup-error.mjs';
import { typeScriptCommand } from './setup/typescript-command.mjs';

/** `npm run bora -- …`: the terminal commands, run in the folder of the person who types them. */
async function main() {
  requireNode();
  await ensureDependencies(repositoryRoot);
  const [program, ...args] = typeScriptCommand('cli/src/main.ts', process.argv.slice(2));
  const outcome = await runInForeground(program, args, {
    cwd: callerFolder(),
    // The loader would otherwise read whatever tsconfig.json stands in the caller's folder.
    env: { ...localStores, ...process.env, TSX_TSCONFIG_PATH: join(repositoryRoot, 'tsconfig.json') },
  });
  endLike(outcome);
}

/** npm runs a script in the root of the repository, and tells in INIT_CWD from where it was called. */
function callerFolder() {
  const here = process.cwd();
  return here === repositoryRoot ? (process.env.INIT_CWD ?? here) : here;
}

main().catch(reportFailure);
