import { setTimeout as pause } from 'node:timers/promises';
import {
  claimPayloadKey,
  createRotatingCipher,
  type PayloadKeys,
  readPayloadKeys,
  redisRefusal,
} from '@bora/batch-store';
import { championSeal, readTrustedKeys, requirementOf } from '@bora/bundle';
import { ConfigError, configExitCode, s3Settings } from '@bora/environment';
import { openObjectStore } from '@bora/object-store';
import { createOutageLog, redisOutage } from '@bora/queue-work';
import { Redis } from 'ioredis';
import { type Logger, pino } from 'pino';
import { readConfig } from './config.ts';
import { startWorker } from './worker.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  if (process.argv.includes('--check')) {
    process.stdout.write('worker: the configuration is valid\n');
    return;
  }
  const log = pino({ name: 'worker', level: config.LOG_LEVEL });
  /** Before it takes jobs there is nothing to end. */
  let end = async (): Promise<void> => {};
  // From the beginning, because the first process of a container is not ended by a signal that it does not expect.
  async function stop(signal: string): Promise<void> {
    log.info({ signal }, 'worker stopping');
    await end();
    process.exit(0);
  }
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  const modelStore = openObjectStore(config.MODEL_STORE, s3Settings(config));
  const policyStore = openObjectStore(config.POLICY_STORE, s3Settings(config));
  const segmentStore = openObjectStore(config.SEGMENT_STORE, s3Settings(config));
  const uploads = openObjectStore(config.UPLOAD_STORE, s3Settings(config));
  const keys = await readPayloadKeys(config);
  await claimKey(config.REDIS_URL, log, keys);
  const trusted = await readTrustedKeys(config.MODEL_PUBLIC_KEYS, config.MODEL_PUBLIC_KEYS_FILE);
  const worker = await startWorker({
    config,
    modelStore,
    policyStore,
    uploads,
    segmentStore,
    cipher: createRotatingCipher(keys.payloadKey, keys.previousKey),
    requirement: await requirementOf(config.COMPLIANCE_PROFILE, trusted),
    seal: trusted && championSeal(keys.payloadKey, keys.previousKey),
    log,
  });
  end = async () => {
    await worker.close();
    await Promise.all([modelStore.close(), policyStore.close(), uploads.close(), segmentStore.close()]);
  };
  const started = {
    threads: config.INFERENCE_THREADS,
    models: modelStore.location,
    signers: trusted ? [...trusted.keys()] : null,
    metricsPort: worker.metricsPort,
  };
  log.info(started, 'worker started');
}

const refusedPauseMs = 2_000;

/** Waits for a Redis that is away, or full. */
async function claimKey(
  redisUrl: string,
  log: Logger,
  { payloadKey, previousKey }: PayloadKeys,
): Promise<void> {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const outage = createOutageLog(
    log,
    redisOutage(() => redis.ping()),
  );
  redis.on('error', outage.trouble);
  const claim = (): Promise<void> =>
    claimPayloadKey(redis, payloadKey, previousKey).catch(async (error: unknown) => {
      if (!redisRefusal(error)) throw error;
      outage.trouble(error);
      await pause(refusedPauseMs);
      return claim();
    });
  try {
    await claim();
    outage.serves();
  } finally {
    redis.disconnect();
  }
}

main().catch((error: unknown) => {
  const isKnown = error instanceof ConfigError || (error instanceof Error && 'code' in error);
  process.stderr.write(`worker: ${isKnown && error instanceof Error ? error.message : 'could not start'}\n`);
  if (!isKnown) throw error;
  process.exitCode = error instanceof ConfigError ? configExitCode : 1;
});
