import type { HostileCase } from '../hostile-case.ts';
import { get, head, type WireCase, wireCase } from '../wire-case.ts';

const cases: readonly WireCase[] = [
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

/** Requests that are well formed and mean harm, or no requests at all. */
export const requests: readonly HostileCase[] = cases.map(wireCase);
