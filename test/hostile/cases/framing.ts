import type { HostileCase } from '../hostile-case.ts';
import type { Target } from '../target.ts';
import { get, type Headers, head, type WireCase, wireCase } from '../wire-case.ts';

const json = { 'content-type': 'application/json' };
const post =
  (headers: Headers, body = '') =>
  (target: Target) =>
    `${head(target, 'POST /v1/scores', { ...json, ...headers })}${body}`;
const lengthAndChunks = { 'content-length': '5', 'transfer-encoding': 'chunked' };

const cases: readonly WireCase[] = [
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
];

/** Heads, lengths and chunks that are not what they should be: two servers might read them in two ways. */
export const framing: readonly HostileCase[] = cases.map(wireCase);
