import { setTimeout as pause } from 'node:timers/promises';

/** A client that asks again while the platform is away, as a good one does. */
export interface PatientClient {
  /** Resolves with the first answer below 500 that is not "later"; throws `GivenUpError` after a while. */
  ask(path: string, request?: ClientRequest): Promise<ClientAnswer>;
  /** One try; network trouble is `undefined`. */
  tryOnce(path: string, request?: ClientRequest): Promise<ClientAnswer | undefined>;
  /** Answers that say that something is wrong with the platform itself, not that something is away. */
  readonly internalErrors: readonly string[];
}

export interface ClientRequest {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sends the body in pieces over so long, as a slow line does. */
  readonly overMs?: number;
}

export interface ClientAnswer {
  readonly status: number;
  readonly text: string;
}

const attemptTimeoutMs = 30_000;
const pauseMs = 200;
/** Longer than any disturbance and its repair together. */
const patienceMs = 120_000;
/** "Ask again": too early, another request with this key is under way, too many. */
const later = new Set([409, 425, 429]);

export function createPatientClient(url: string, authorization: () => Record<string, string>): PatientClient {
  const internalErrors: string[] = [];

  async function tryOnce(path: string, { method = 'GET', body, headers, overMs = 0 }: ClientRequest = {}) {
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { ...authorization(), ...headers },
        signal: AbortSignal.timeout(attemptTimeoutMs),
        ...(body === undefined ? {} : { body: slowly(Buffer.from(body), overMs), duplex: 'half' }),
      });
      const text = await response.text();
      if (response.status === 500) internalErrors.push(`${method} ${path}: ${text}`);
      return { status: response.status, text };
    } catch {
      return undefined;
    }
  }
  return {
    internalErrors,
    tryOnce,
    async ask(path, request) {
      const giveUpAt = performance.now() + patienceMs;
      let last: ClientAnswer | undefined;
      while (performance.now() < giveUpAt) {
        last = await tryOnce(path, request);
        if (last && last.status < 500 && !later.has(last.status)) return last;
        await pause(pauseMs);
      }
      throw new GivenUpError(path, last);
    },
  };
}

const pieces = 20;

async function* piecesOf(bytes: Buffer, overMs: number): AsyncGenerator<Uint8Array> {
  const size = Math.ceil(bytes.length / pieces);
  for (let from = 0; from < bytes.length; from += size) {
    yield new Uint8Array(bytes.subarray(from, from + size));
    await pause(overMs / pieces);
  }
}

function slowly(bytes: Buffer, overMs: number): Uint8Array<ArrayBuffer> | ReadableStream {
  return overMs === 0 ? new Uint8Array(bytes) : ReadableStream.from(piecesOf(bytes, overMs));
}

/** The platform did not come back for a client that asked again and again. */
export class GivenUpError extends Error {
  override readonly name = 'GivenUpError';

  constructor(path: string, last: ClientAnswer | undefined) {
    const said = last ? `${last.status} ${last.text.slice(0, 300)}` : 'no answer';
    super(`${path} was asked for ${patienceMs / 1000} s in vain; the last answer: ${said}`);
  }
}
