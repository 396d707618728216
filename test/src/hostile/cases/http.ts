import { bombMs, type HostileCase } from '../hostile-case.ts';
import type { Target } from '../target.ts';
import { Wire } from '../wire.ts';

type Headers = Readonly<Record<string, string>>;

/** The head of a request with the key; headers of the same name win. */
export function head(target: Target, line: string, headers: Headers = {}): string {
  const all = { host: new URL(target.url).host, ...target.key, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

const json = { 'content-type': 'application/json' };

/** What answers bytes that are sent at once. */
const exchange =
  (make: (target: Target) => string, count = 1) =>
  async (target: Target): Promise<string> => {
    const wire = await Wire.open(target.url);
    await wire.send(make(target));
    return wire.outcomes(count, 10_000);
  };

interface WireCase {
  readonly name: string;
  readonly sends: string;
  readonly outcome: string;
  readonly make: (target: Target) => string;
  readonly answers?: number;
  readonly isFast?: true;
}

const post =
  (headers: Headers, body = '') =>
  (target: Target) =>
    `${head(target, 'POST /v1/scores', { ...json, ...headers })}${body}`;
const get =
  (path: string, headers: Headers = {}) =>
  (target: Target) =>
    head(target, `GET ${path}`, headers);
const lengthAndChunks = { 'content-length': '5', 'transfer-encoding': 'chunked' };

const smuggling: readonly WireCase[] = [
  {
    name: 'smuggle-length-and-chunks',
    sends: 'a request with Content-Length and Transfer-Encoding, another one hidden in its body',
    outcome: '400 bad-request, cut',
    make: (target) => `${post(lengthAndChunks)(target)}0\r\n\r\n${get('/v1/people')(target)}`,
    answers: 2,
    isFast: true,
  },
  {
    name: 'smuggle-two-lengths',
    sends: 'a request with two lengths',
    outcome: '400 bad-request, cut',
    make: (target) =>
      `${head(target, 'POST /v1/scores', json).slice(0, -2)}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{"a":1`,
    answers: 2,
  },
  {
    name: 'smuggle-encoding',
    sends: 'Transfer-Encoding: chunked, identity',
    outcome: '400 bad-request',
    make: post({ 'transfer-encoding': 'chunked, identity' }, '0\r\n\r\n'),
  },
  {
    name: 'smuggle-negative-length',
    sends: 'Content-Length: -1',
    outcome: '400 bad-request',
    make: post({ 'content-length': '-1' }),
  },
  {
    name: 'smuggle-long-length',
    sends: 'a Content-Length of 40 digits',
    outcome: '400 bad-request',
    make: post({ 'content-length': '9'.repeat(40) }),
  },
  {
    name: 'smuggle-length-sign',
    sends: 'Content-Length: +7',
    outcome: '400 bad-request',
    make: post({ 'content-length': '+7' }, '{"a":1}'),
  },
  {
    name: 'chunk-size-overflow',
    sends: 'a chunk whose size has 20 hexadecimal digits',
    outcome: '400 bad-request',
    make: post({ 'transfer-encoding': 'chunked' }, 'FFFFFFFFFFFFFFFFFFFF\r\nx'),
  },
  {
    name: 'chunk-size-junk',
    sends: 'a chunk whose size is no number',
    outcome: '400 bad-request',
    make: post({ 'transfer-encoding': 'chunked' }, 'zz\r\nx'),
  },
  {
    name: 'chunk-extensions',
    sends: 'a chunk with 1 MB of extensions',
    outcome: '431 request-too-large',
    make: post({ 'transfer-encoding': 'chunked' }, `1;${'x'.repeat(1_000_000)}\r\n{\r\n0\r\n\r\n`),
  },
  {
    name: 'header-line-feed',
    sends: 'a header with a lone line feed and another header after it',
    outcome: '400 bad-request',
    make: post({ 'x-a': 'b\nTransfer-Encoding: chunked' }),
  },
  {
    name: 'header-fold',
    sends: 'a header that goes on in the next line',
    outcome: '400 bad-request',
    make: (target) => head(target, 'GET /health/live', { 'x-a': 'b' }).replace('x-a: b', 'x-a : b'),
  },
  {
    name: 'header-count-100000',
    sends: '100,000 headers',
    outcome: '431 request-too-large',
    make: (target) =>
      head(
        target,
        'GET /health/live',
        Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`x-${at}`, 'y'])),
      ),
    isFast: true,
  },
  {
    name: 'header-1mb',
    sends: 'a header of 1 MB',
    outcome: '431 request-too-large',
    make: get('/health/live', { 'x-a': 'y'.repeat(1_000_000) }),
  },
  {
    name: 'header-proto',
    sends: 'headers named __proto__ and constructor',
    outcome: '200',
    make: get('/health/live', { __proto__x: 'x', ['__proto__']: 'y', constructor: 'z' }),
    isFast: true,
  },
  {
    name: 'address-1mb',
    sends: 'an address of 1 MB',
    outcome: '431 request-too-large',
    make: get(`/v1/batches/${'a'.repeat(1_000_000)}`),
  },
  {
    name: 'address-10000',
    sends: 'an id of 10,000 characters',
    outcome: '404 not-found',
    make: get(`/v1/batches/${'a'.repeat(10_000)}`),
  },
  {
    name: 'pipelined-garbage',
    sends: 'a good request and garbage behind it',
    outcome: '400 bad-request, cut',
    make: (target) => `${get('/health/live')(target)}\u0000\u0001garbage\r\n\r\n`,
    answers: 2,
    isFast: true,
  },
  {
    name: 'pipelined-500',
    sends: '500 good requests at once on one connection',
    outcome: Array(500).fill('200').join(', '),
    make: (target) => get('/health/live')(target).repeat(500),
    answers: 500,
  },
  {
    name: 'not-http',
    sends: 'a TLS greeting',
    outcome: '400 bad-request',
    make: () => '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n',
  },
  {
    name: 'http-0-9',
    sends: 'GET / without a version',
    outcome: '421 host-not-allowed',
    make: () => 'GET /\r\n\r\n',
  },
  {
    name: 'host-missing',
    sends: 'a request without Host',
    outcome: '421 host-not-allowed',
    make: () => 'GET /health/live HTTP/1.1\r\n\r\n',
  },
  {
    name: 'host-strange',
    sends: 'the address and the Host of a stranger',
    outcome: '421 host-not-allowed',
    make: get('http://stranger.example/health/live', { host: 'stranger.example' }),
  },
  {
    name: 'verb-trace',
    sends: 'TRACE',
    outcome: '404 not-found',
    make: (target) => head(target, 'TRACE /v1/batches'),
  },
  {
    name: 'verb-propfind',
    sends: 'PROPFIND',
    outcome: '404 not-found',
    make: (target) => head(target, 'PROPFIND /v1/batches'),
  },
  {
    name: 'verb-none',
    sends: 'a verb that there is not',
    outcome: '400 bad-request',
    make: (target) => head(target, 'BREW /pot'),
  },
  {
    name: 'verb-connect',
    sends: 'CONNECT to another host',
    outcome: 'cut',
    make: (target) => head(target, 'CONNECT example.org:443'),
  },
  {
    name: 'verb-override',
    sends: 'a POST that says in a header that it is a DELETE',
    outcome: '404 not-found',
    make: (target) =>
      head(target, 'POST /v1/people/x', { 'x-http-method-override': 'DELETE', 'content-length': '0' }),
  },
  {
    name: 'upgrade',
    sends: 'an upgrade to a web socket',
    outcome: '200',
    make: get('/health/live', { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': 'x' }),
  },
  {
    name: 'expect-strange',
    sends: 'an expectation that nobody knows',
    outcome: '417',
    make: get('/health/live', { expect: '200-maybe' }),
  },
  {
    name: 'path-up',
    sends: '/assets/../../../package.json, plain and encoded',
    outcome: '404 not-found, 404 not-found, 404 not-found',
    make: (target) =>
      ['/assets/../../package.json', '/assets/%2e%2e/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json']
        .map((path) => get(path)(target))
        .join(''),
    answers: 3,
    isFast: true,
  },
  {
    name: 'path-nul',
    sends: 'NUL and broken percent signs in the address of a file',
    outcome: '404 not-found, 400 bad-request, 404 not-found',
    make: (target) =>
      ['/assets/a%00.js', '/assets/%', '/docs/static/%5c..%5c..%5cx']
        .map((path) => get(path)(target))
        .join(''),
    answers: 3,
  },
  {
    name: 'query-twice',
    sends: 'a parameter that stands twice, and one with brackets',
    outcome: '400 bad-request, 200',
    make: (target) =>
      ['/v1/batches?limit=1&limit=2', '/v1/batches?limit=1&a[__proto__][x]=1']
        .map((path) => get(path)(target))
        .join(''),
    answers: 2,
  },
];

/** Requests that are no good HTTP, or good HTTP that means harm. */
export const http: readonly HostileCase[] = smuggling.map(
  ({ name, sends, outcome, make, answers, isFast = false }) => ({
    name,
    sends,
    outcome,
    withinMs: bombMs,
    isFast,
    attack: exchange(make, answers),
  }),
);
