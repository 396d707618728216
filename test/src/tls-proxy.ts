import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort, repositoryRoot, waitUntil } from '@bora/testing';
import { startProcess } from '../../packages/testing/src/running-process.ts';

export interface ProxiedAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TlsProxy {
  readonly plainPort: number;
  /** Asks through TLS; the certificate is verified. */
  ask(
    method: string,
    path: string,
    headers?: Readonly<Record<string, string>>,
    body?: Uint8Array | string,
  ): Promise<ProxiedAnswer>;
  /** The first piece of an answer that has no end. */
  first(path: string, headers: Readonly<Record<string, string>>): Promise<string>;
  stop(): Promise<void>;
}

/** nginx with the block of docs/operations.md, its ports, certificate and the address of the api put in. */
export async function startTlsProxy(hostName: string, api: string): Promise<TlsProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'bora-proxy-'));
  const [port, plainPort] = [await freePort(), await freePort()];
  const [key, pem] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const wanted = `req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=${hostName} -addext subjectAltName=DNS:${hostName}`;
  execFileSync('openssl', [...wanted.split(' '), '-keyout', key, '-out', pem], { stdio: 'ignore' });
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, api, port, plainPort));
  execFileSync('nginx', ['-t', '-e', 'stderr', '-c', file], { stdio: 'pipe' });
  const nginx = await startProcess('nginx', ['-e', 'stderr', '-c', file]);

  function send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: Uint8Array | string,
  ): Promise<IncomingMessage> {
    const server = { host: '127.0.0.1', port, servername: hostName, ca: readFileSync(pem) };
    return new Promise((resolve, reject) => {
      const asked = request({ ...server, method, path, headers: { host: hostName, ...headers } }, resolve);
      asked.once('error', reject);
      asked.end(body);
    });
  }

  const proxy: TlsProxy = {
    plainPort,
    async ask(method, path, headers = {}, body) {
      const answer = await send(method, path, headers, body);
      return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) };
    },
    async first(path, headers) {
      const answer = await send('GET', path, headers);
      for await (const piece of answer.setEncoding('utf8')) return piece;
      return '';
    },
    async stop() {
      await nginx.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const isUp = () =>
    proxy.ask('GET', '/health/live').then(
      ({ status }) => status === 200,
      () => false,
    );
  await waitUntil(isUp, { what: 'the proxy to answer' });
  return proxy;
}

function configuration(folder: string, api: string, port: number, plainPort: number): string {
  const document = readFileSync(join(repositoryRoot, 'docs/operations.md'), 'utf8');
  const block = /```nginx\n([\s\S]*?)```/.exec(document)?.[1] ?? '';
  const server = block
    .replace('127.0.0.1:3000', new URL(api).host)
    .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
    .replace('listen 80', `listen 127.0.0.1:${plainPort}`)
    .replaceAll('/etc/ssl/bora/', `${folder}/`);
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const paths = kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n');
  const process = `daemon off;\nmaster_process off;\npid ${folder}/nginx.pid;\nerror_log stderr warn;\nevents {}\n`;
  return `${process}http {\naccess_log off;\n${paths}\n${server}}\n`;
}
