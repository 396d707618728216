import { authorizationFor, temporaryDirectory } from '@bora/testing';
import { Redis } from 'ioredis';
import { type Platform, type PlatformOptions, startPlatform } from '../src/platform.ts';
import { applicantFile } from './applicants.ts';
import { MeasuredProcess, measurable } from './measured-process.ts';
import { assertScores } from './normal-application.ts';
import { scored } from './post.ts';

/** A platform under attack. */
export interface Target {
  readonly url: string;
  readonly platform: Platform;
  readonly redis: Redis;
  readonly api: MeasuredProcess;
  /** Resident memory of the api before anything hostile, in megabytes. */
  readonly baseMb: number;
  /** Ids of batches that were accepted: their stored uploads are no leftovers. */
  readonly accepted: Set<string>;
  /** The header with which a key is sent. */
  readonly key: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Short, so that a case is over in seconds: what is slow is cut at these. */
export const timeouts = { uploadIdleMs: 1_500, headersMs: 4_000, requestMs: 12_000 } as const;

export async function startTarget(options: PlatformOptions = {}): Promise<Target> {
  const folder = await temporaryDirectory();
  const platform = await startPlatform({
    ...options,
    isFromSource: true,
    env: {
      LOG_LEVEL: 'error',
      UPLOAD_IDLE_TIMEOUT_MS: String(timeouts.uploadIdleMs),
      HEADERS_TIMEOUT_MS: String(timeouts.headersMs),
      REQUEST_TIMEOUT_MS: String(timeouts.requestMs),
      ...measurable(folder.path),
      ...options.env,
    },
  });
  const redis = new Redis(platform.redis.url);
  const api = new MeasuredProcess(platform.api.pid, folder.path);
  const { authorization = '' } = authorizationFor(platform.url);
  const target = {
    url: platform.url,
    platform,
    redis,
    api,
    baseMb: 0,
    accepted: new Set<string>(),
    key: { authorization },
    async stop() {
      redis.disconnect();
      await platform.stop();
      await folder.remove();
    },
  };
  // What every process takes once for its first requests is no harm done.
  await assertScores(target);
  await scored(target, applicantFile(1_000));
  await api.takeDelay();
  await api.resetPeak();
  return { ...target, baseMb: await api.peakMb() };
}
