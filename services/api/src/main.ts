import { setTimeout as pause } from 'node:timers/promises';
import { ConfigError, configExitCode } from '@bora/environment';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { createLogger } from './logging/logger.ts';
import { isSpeaking, safeError } from './logging/safe-error.ts';
import { createServices } from './services.ts';

/** Time for running requests to end after a signal. */
const answersTimeoutMs = 8_000;
/** Time for what runs beside them: what of it is cut off is taken up again by the next process. */
const workTimeoutMs = 5_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  if (process.argv.includes('--check')) {
    process.stdout.write('api: the configuration is valid\n');
    return;
  }
  const log = createLogger(config.LOG_LEVEL);
  /** Before it takes requests there is nothing to end. */
  let end = async (): Promise<void> => {};
  // From the beginning, because the first process of a container is not ended by a signal that it does not expect.
  async function stop(signal: NodeJS.Signals): Promise<void> {
    log.info({ signal }, 'api stopping');
    await end();
    process.exit(0);
  }
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  const services = await createServices(config, log);
  const app = await buildApp(services);
  await services.start();
  const address = await app.listen({ host: config.HOST, port: config.PORT });
  end = async () => {
    const cutOff = setTimeout(() => process.exit(1), answersTimeoutMs);
    await app.close();
    clearTimeout(cutOff);
    await Promise.race([services.close(), pause(workTimeoutMs)]);
  };
  log.info({ address }, 'api started');
  const crash = (error: unknown) => {
    log.fatal({ err: error }, 'an error that nobody handled');
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}

main().catch((error: unknown) => {
  const said =
    error instanceof Error && (isSpeaking(error) || isPortTaken(error)) ? error.message : undefined;
  process.stderr.write(`api: ${said ?? JSON.stringify(safeError(error))}\n`);
  process.exit(error instanceof ConfigError ? configExitCode : 1);
});

function isPortTaken(error: Error): boolean {
  return 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
