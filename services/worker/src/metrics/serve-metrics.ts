import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { carriesToken } from '@bora/process-metrics';
import type { Registry } from 'prom-client';

export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface MetricsAddress {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Asked of whoever reads, where there is one. */
  readonly token: string | undefined;
}

const requestTimeoutMs = 5_000;

/** Answers `GET /metrics` and nothing else. Rejects with the system's error where the port is taken. */
export async function serveMetrics(registry: Registry, address: MetricsAddress): Promise<MetricsServer> {
  const server = createServer(async (request, response) => {
    const end = (status: number) => void response.writeHead(status, { 'cache-control': 'no-store' }).end();
    if (request.url !== '/metrics') return end(404);
    if (request.method !== 'GET') return end(405);
    const { token } = address;
    if (token !== undefined && !carriesToken(request.headers.authorization, token)) return end(401);
    try {
      const text = await registry.metrics();
      response
        .writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' })
        .end(text);
    } catch {
      end(500);
    }
  });
  server.requestTimeout = requestTimeoutMs;
  server.headersTimeout = requestTimeoutMs;
  server.listen(address.port, address.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
