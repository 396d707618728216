import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way over TCP from one process to one server, which can be disturbed. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks every connection, and each new one at once, until `restore`. */
  cut(): void;
  /** Lets nothing through in either direction, and breaks nothing, until `restore`. */
  stall(): void;
  restore(): void;
  close(): Promise<void>;
}

type State = 'open' | 'cut' | 'stalled';
type Pair = readonly [Socket, Socket];

/** Listens on 127.0.0.1 and passes everything on to `targetPort` there. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let state: State = 'open';
  const pairs = new Set<Pair>();
  const server = createServer((client) => {
    if (state === 'cut') return void client.resetAndDestroy();
    const target = connect(targetPort, '127.0.0.1');
    const pair: Pair = [client, target];
    pairs.add(pair);
    for (const socket of pair) {
      socket.setNoDelay(true);
      // What went wrong on one side is told to the other by its end.
      socket.on('error', () => {});
      socket.once('close', () => {
        pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
    if (state === 'open') join(pair);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');

  const breakAll = () => {
    for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy();
  };
  return {
    port: address.port,
    cut() {
      state = 'cut';
      breakAll();
    },
    stall() {
      if (state === 'open') for (const pair of pairs) part(pair);
      state = 'stalled';
    },
    restore() {
      if (state === 'stalled') for (const pair of pairs) join(pair);
      state = 'open';
    },
    async close() {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}

function join([client, target]: Pair): void {
  client.pipe(target);
  target.pipe(client);
}

function part([client, target]: Pair): void {
  for (const [from, to] of [
    [client, target],
    [target, client],
  ] as const) {
    from.unpipe(to);
    from.pause();
  }
}
