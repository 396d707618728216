import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Smaller bodies wait for nobody, such as those of single applications and of who signs in. */
const largeBytes = 32 * 1024;
const maximumAtOnce = 16;

/**
 * At most so many large JSON bodies are held at a time: read, parsed and answered. Whoever comes later waits with the
 * body still on the way, until the time for the request is over. Files are no such bodies: they pass through.
 */
export function limitLargeBodies(app: FastifyInstance): void {
  let held = 0;
  const waiting: (() => void)[] = [];
  const releases = new WeakMap<FastifyRequest, () => void>();

  /** Resolves with a place held. */
  async function turn(): Promise<void> {
    if (held < maximumAtOnce) held += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** The next one gets the place, or it is free. */
  function give(): void {
    const next = waiting.shift();
    if (next) next();
    else held -= 1;
  }

  app.addHook('preParsing', async (request: FastifyRequest, reply: FastifyReply) => {
    // Who is not known may send little, and takes no place from those who are.
    if (!request.findPrincipal() || !isLargeJson(request)) return;
    await turn();
    const { socket } = request.raw;
    const release = once(give);
    // Whoever was answered or has gone while waiting holds nothing.
    if (reply.sent || socket.destroyed) return release();
    releases.set(request, release);
    reply.raw.once('close', release);
  });
  app.addHook('onResponse', async (request) => releases.get(request)?.());
}

function isLargeJson({ headers }: FastifyRequest): boolean {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > largeBytes;
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}
