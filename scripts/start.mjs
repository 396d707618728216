import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCollected } from './setup/collected-command.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { tryLock } from './setup/exclusive-lock.mjs';
import { takeFirstPassword } from './setup/first-password.mjs';
import { ensureInterface } from './setup/interface.mjs';
import { abortOnSignals, untilAborted } from './setup/interruption.mjs';
import { prepareEnvironment } from './setup/local-environment.mjs';
import { administratorPasswordFile } from './setup/local-stores.mjs';
import { requireNode } from './setup/node-version.mjs';
import { parsePort, requireFreePort } from './setup/port.mjs';
import { createProcessGroup } from './setup/process-group.mjs';
import { withProgress } from './setup/progress-line.mjs';
import { waitUntilReady } from './setup/ready-probe.mjs';
import { repositoryRoot } from './setup/repository.mjs';
import { scoreSample } from './setup/sample-score.mjs';
import { serviceLaunch } from './setup/service-launch.mjs';
import { reportFailure, SetupError } from './setup/setup-error.mjs';
import { typeScriptCommand } from './setup/typescript-command.mjs';

/** Generous, for a busy machine: a process that ends by itself is reported at once. */
const READY_TIMEOUT_MS = 180_000;
const dataFolder = join(repositoryRoot, '.data');
const urlFile = join(dataFolder, 'url');
/** What becomes of their work when they end by themselves and are started again. */
const services = /** @type {const} */ ([
  ['worker', 'Nothing is lost: its rows are taken up again.'],
  ['api', 'Nothing is lost: accepted files go on meanwhile.'],
]);

/** @typedef {{ host: string, port: number, group: ReturnType<typeof createProcessGroup>, signal: AbortSignal }} Run */

/** `npm start`: sets up what is missing, runs Bora on this machine, and stops all of it on Ctrl-C. */
async function main() {
  requireNode();
  const host = process.env.HOST || '127.0.0.1';
  const port = parsePort(process.env.PORT || '3000');
  await requireFreePort(port, host);
  const unlock = await tryLock(join(dataFolder, 'start.sock'));
  if (unlock === undefined) throw new SetupError(alreadyRunning());

  const interruption = abortOnSignals();
  const group = createProcessGroup({ logsFolder: join(dataFolder, 'logs') });
  const running = run({ host, port, group, signal: interruption.signal });
  const failure = await Promise.race([running, group.failure]).catch((error) => error);
  const isInterrupted = interruption.signal.aborted;
  interruption.abort();
  await running.catch(() => {});
  rmSync(urlFile, { force: true });
  await group.stop((title, stop) => withProgress(`Stopping ${title}`, stop));
  await unlock();
  if (failure === undefined) return;
  if (isInterrupted) process.exitCode = 130;
  else reportFailure(failure);
}

/**
 * Returns when it is interrupted after Bora was up; rejects when that, or anything else, happens before.
 *
 * @param {Run} options
 */
async function run({ host, port, group, signal }) {
  await ensureDependencies(repositoryRoot, { signal });
  await ensureInterface(repositoryRoot, { signal });
  const env = await prepareEnvironment({ host, port, dataFolder, group, signal });
  await withProgress('Looking for the models and policies that ship', () => seedStores(env, signal));
  const url = `http://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host}:${port}`;
  await withProgress('Starting the worker and the api', async () => {
    for (const [service, reassurance] of services) {
      const { command, environment } = serviceLaunch(service);
      group.start(service, command, {
        cwd: repositoryRoot,
        env: { ...environment, ...env },
        title: `the ${service}`,
        reassurance,
      });
    }
    await waitUntilReady(`${url}/health/ready`, { timeoutMs: READY_TIMEOUT_MS, signal });
  });
  group.keepRunning();
  writeFileSync(urlFile, url);
  const isOwnFile = env.ADMINISTRATOR_PASSWORD_FILE === administratorPasswordFile;
  const ownPasswordFile = isOwnFile ? administratorPasswordFile : undefined;
  console.log(
    `\n${await scoreSample(url, env, signal)}\n\n${welcome(url, takeFirstPassword(url, ownPasswordFile))}`,
  );
  await untilAborted(signal);
}

/**
 * Copies the shipped bundles and policies that are missing into the stores.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} signal
 */
async function seedStores(env, signal) {
  const [program, ...args] = typeScriptCommand('cli/src/main.ts', ['models', 'seed']);
  await runCollected(program, args, { cwd: repositoryRoot, env, signal });
}

function alreadyRunning() {
  const where = existsSync(urlFile) ? ` at ${readFileSync(urlFile, 'utf8')}` : '';
  return `Bora already runs from this folder${where}: stop it with Ctrl-C in its terminal before you start it again.`;
}

/**
 * @param {string} url
 * @param {string[]} signIn
 */
function welcome(url, signIn) {
  return [
    `Bora is running at ${url}`,
    ...signIn,
    `The API is documented at ${url}/docs`,
    'Score a file of your own in another terminal:',
    '  npm run -s bora -- score FILE --out scores.csv',
    'Ctrl-C stops everything.',
  ].join('\n');
}

main().catch(reportFailure);
