import { delimiter, dirname, join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { endLike, runInForeground } from './setup/foreground-command.mjs';
import { requireNode } from './setup/node-version.mjs';
import { ensurePostgres } from './setup/postgres-programs.mjs';
import { ensureRedisServer } from './setup/redis-server.mjs';
import { repositoryRoot } from './setup/repository.mjs';
import { reportFailure, SetupError } from './setup/setup-error.mjs';
import { typeScriptCommand } from './setup/typescript-command.mjs';

const suites = ['chaos', 'hostile', 'dashboard'];

/** `node scripts/suite.mjs chaos|hostile|dashboard`: sets up what is missing, then that suite with the arguments given. */
async function main() {
  const [suite = '', ...options] = process.argv.slice(2);
  if (!suites.includes(suite)) throw new SetupError(`Name one of the suites: ${suites.join(', ')}.`);
  requireNode();
  await ensureDependencies(repositoryRoot);
  const logsFolder = join(repositoryRoot, '.data/logs');
  const redis = await ensureRedisServer({ logsFolder });
  const folders = [dirname(redis), await ensurePostgres({ logsFolder })];
  const [program, ...args] = typeScriptCommand(`test/${suite}/main.ts`, options);
  // Of a library, on every start: it is of no use to whoever watches.
  const env = {
    ...process.env,
    PATH: [process.env.PATH, ...folders].join(delimiter),
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  endLike(await runInForeground(program, args, { cwd: repositoryRoot, env }));
}

main().catch(reportFailure);
