import { championRegister } from '@bora/batch-store';
import {
  type ChampionGuard,
  championSeal,
  readTrustedKeys,
  type SigningKey,
  type TrustedKeys,
} from '@bora/bundle';
import { Redis } from 'ioredis';
import type { Config } from '../config.ts';
import { CliError } from '../terminal/cli-error.ts';

/** What an installation that asks for signatures works with; all absent in one that does not. */
export interface Signatures {
  readonly trusted?: TrustedKeys | undefined;
  readonly signer?: SigningKey | undefined;
  readonly guard?: ChampionGuard | undefined;
}

/**
 * Does work that promotes. Where MODEL_PUBLIC_KEYS are set the promotion is sealed and remembered in Redis, so that nobody can
 * put an older one back.
 *
 * @throws CliError when PAYLOAD_KEY is missing or Redis does not answer; what `readTrustedKeys` throws.
 */
export async function withSignatures<Result>(
  config: Config,
  work: (signatures: Signatures) => Promise<Result>,
): Promise<Result> {
  const trusted = await trustedKeys(config);
  const signer = config.MODEL_SIGNING_KEY;
  if (!trusted) return work({ signer });
  if (!config.PAYLOAD_KEY) {
    throw new CliError('Promoting needs PAYLOAD_KEY where MODEL_PUBLIC_KEYS are set: it seals the pointer.');
  }
  const seal = championSeal(config.PAYLOAD_KEY);
  const redis = await connected(config.REDIS_URL);
  try {
    return await work({ trusted, signer, guard: { ...seal, ...championRegister(redis) } });
  } finally {
    redis.disconnect();
  }
}

/** The keys of which one has to have signed a model; `undefined` where signatures are not asked for. */
export function trustedKeys(config: Config): Promise<TrustedKeys | undefined> {
  return readTrustedKeys(config.MODEL_PUBLIC_KEYS, config.MODEL_PUBLIC_KEYS_FILE);
}

async function connected(url: string): Promise<Redis> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
  redis.on('error', () => {});
  try {
    await redis.connect();
  } catch {
    redis.disconnect();
    throw new CliError('Redis does not answer, and promotions are remembered there: set REDIS_URL.');
  }
  return redis;
}
