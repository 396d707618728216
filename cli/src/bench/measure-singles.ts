import { createApiClient } from '../score/api-client.ts';
import type { ApiTarget } from '../score/api-target.ts';
import { openSingleClient } from './single-latency.ts';
import { postWorkload, untilEnded } from './upload-side.ts';
import type { Workload } from './workload.ts';

/** Milliseconds of single applications while a large batch is uploaded, and while it is scored. */
export interface BusyLatencies {
  readonly uploading: readonly number[];
  readonly scoring: readonly number[];
}

/** (c) Single applications at idle and beside a large batch, milliseconds. */
export interface SingleRounds {
  readonly idle: readonly number[];
  readonly busy: BusyLatencies;
}

const warmUpRequests = 50;

/** Latencies of `count` single applications while nothing else happens, in milliseconds. */
export async function measureIdle(
  api: ApiTarget,
  applications: readonly string[],
  count: number,
  signal: AbortSignal,
): Promise<number[]> {
  const client = openSingleClient(api, signal);
  const latencies: number[] = [];
  try {
    for (let request = -warmUpRequests; request < count; request += 1) {
      const milliseconds = await client.score(applications[Math.abs(request) % applications.length]!);
      if (request >= 0) latencies.push(milliseconds);
    }
    return latencies;
  } finally {
    client.close();
  }
}

/** The same beside a large batch, sent again when it ends, until `count` were scored while it was scoring. */
export async function measureBusy(
  api: ApiTarget,
  large: Workload,
  applications: readonly string[],
  count: number,
  signal: AbortSignal,
): Promise<BusyLatencies> {
  const client = openSingleClient(api, signal);
  const latencies = { uploading: [] as number[], scoring: [] as number[] };
  const enough = new AbortController();
  const background = keepBusy(api, large, enough.signal, signal);
  try {
    for (let request = 0; latencies.scoring.length < count; request += 1) {
      const phase = background.phase();
      const asked = client.score(applications[request % applications.length]!);
      const milliseconds = await Promise.race([asked, background.failure]);
      latencies[phase].push(milliseconds);
    }
    return latencies;
  } finally {
    client.close();
    enough.abort();
    await background.ended;
  }
}

/** Sends the batch over and over until `enough`, and cancels the last one. */
function keepBusy(
  api: ApiTarget,
  large: Workload,
  enough: AbortSignal,
  signal: AbortSignal,
): { phase(): keyof BusyLatencies; failure: Promise<never>; ended: Promise<void> } {
  let phase: keyof BusyLatencies = 'uploading';
  const stop = AbortSignal.any([enough, signal]);
  async function loop(): Promise<void> {
    while (!stop.aborted) {
      phase = 'uploading';
      const batch = await postWorkload(api, large, stop);
      phase = 'scoring';
      await untilEnded(api, batch, stop).catch(async (error) => {
        await createApiClient(api).delete(`v1/batches/${batch.id}`, signal);
        throw error;
      });
    }
  }
  let fail: (error: unknown) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failure.catch(() => {});
  const ended = loop().catch((error) => {
    if (!stop.aborted) fail(error);
  });
  return { phase: () => phase, failure, ended };
}
