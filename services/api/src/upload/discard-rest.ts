import type { IncomingMessage } from 'node:http';

/** How long a client may go on sending what nobody reads. */
const lingerMs = 5_000;

/**
 * Lets the rest of a refused upload pass unread, for a while: a connection that is closed at once may take the
 * answer with it, because the client is still sending.
 */
export function discardRest(request: IncomingMessage): void {
  if (request.complete) return;
  request.unpipe();
  request.on('error', () => {});
  request.resume();
  const timer = setTimeout(() => request.destroy(), lingerMs);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}
